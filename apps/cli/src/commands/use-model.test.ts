import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'
import { IRIS_HEADER, SPECIES, writeIris } from '../testing/iris.ts'
import { EXPLAINED, runMistake } from '../testing/mistake.ts'
import { runShell } from '../testing/shell.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-use-model-'))
  await writeIris(folder)
  await run('train iris.csv --target species --backend cpu-js --epochs 60')
  const model = await read('iris.safetensors')
  await writeFile(join(folder, 'cut.safetensors'), model.subarray(0, 1000))
  await writeFile(
    join(folder, 'newer.safetensors'),
    model.toString('latin1').replace('"bilayer":"1"', '"bilayer":"7"'),
    'latin1',
  )
  await writeFile(join(folder, 'other.csv'), 'x,y\n1,2\n')
  await writeFile(join(folder, 'text.csv'), `${IRIS_HEADER}\nlong,1,2,3,setosa\n`)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const run = (line: string) => runCommand(line.split(' '), { folder })
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>
const read = (name: string): Promise<Buffer> => readFile(join(folder, name))

describe('a model', () => {
  test('predicts rows without the target, in any order of columns, as CSV', async () => {
    await writeFile(
      join(folder, 'new.csv'),
      'petal_width;sepal_width;id;sepal_length;petal_length\n0,2;3,5;x;5,1;1,4\n2,1;3;y;6,8;5,5\n',
    )
    const { out, code, err } = await run('predict iris.safetensors new.csv --keep id')
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toBe('id,species\nx,setosa\ny,virginica\n')
  })

  test('keeps the true values beside the predictions, in the order that was asked for', async () => {
    await writeFile(join(folder, 'true.csv'), `${IRIS_HEADER},7\n5.1,3.5,1.4,0.2,virginica,x\n`)
    const { out } = await run('predict iris.safetensors true.csv --keep species,7')
    expect(out).toBe('species,7,predicted species\nvirginica,x,setosa\n')
  })

  test('predicts with probabilities, as JSON lines, to a file', async () => {
    const { code, out, err } = await run(
      'predict iris.safetensors iris.csv --probabilities --json --output p.jsonl',
    )
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '150 predictions are in p.jsonl.\n' })
    const lines = (await read('p.jsonl')).toString().trim().split('\n').map(json)
    expect(lines).toHaveLength(150)
    const shares = SPECIES.map((label) => lines[0][`p(${label})`] as number)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  })

  test('is evaluated, and told of', async () => {
    const evaluated = json((await run('evaluate iris.safetensors iris.csv --json')).out)
    expect(evaluated).toMatchObject({ kind: 'classification', rows: 150 })
    expect(evaluated['accuracy']).toBeGreaterThan(0.9)
    const { out } = await run('inspect iris.safetensors')
    expect(out).toContain('a network of 4-32-16-3, 739 parameters.')
    expect(json((await run('inspect iris.safetensors --json')).out)).toMatchObject({ layers: [4, 32, 16, 3] })
  })

  test('is exported', async () => {
    for (const name of ['iris.onnx', 'iris.js', 'copy.safetensors']) {
      const { out, code } = await run(`export iris.safetensors ${name}`)
      expect(code).toBe(0)
      expect(out).toContain(`The model is in ${name}`)
    }
    expect(await read('copy.safetensors')).toEqual(await read('iris.safetensors'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    const { predict } = (await import(join(folder, 'iris.js'))) as { predict: (rows: object[]) => string[] }
    expect(predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }])).toEqual([
      'setosa',
    ])
  })

  test('predicts what comes through a pipe, and stops where nobody reads on', async () => {
    const rows = Array.from({ length: 40_000 }, () => '1,2,3,4').join('\n')
    await writeFile(join(folder, 'many.csv'), `sepal_length,sepal_width,petal_length,petal_width\n${rows}\n`)
    const { out, err } = await runShell(
      '(bilayer predict iris.safetensors - < iris.csv; echo code $? >&2) | head -2; bilayer predict iris.safetensors many.csv | head -1',
      folder,
    )
    expect({ out, err }).toEqual({ out: 'species\nsetosa\nspecies\n', err: 'code 0\n' })
  })

  test.each([
    ['predict iris.safetensors no.csv', 'There is no file no.csv.'],
    ['predict iris.csv iris.csv', 'Cannot read iris.csv as a model'],
    ['predict cut.safetensors iris.csv', 'Cannot read cut.safetensors as a model'],
    ['predict newer.safetensors iris.csv', 'A newer bilayer reads it.'],
    ['predict iris.safetensors other.csv', 'There is no column "sepal_length"; there are: x, y.'],
    ['predict iris.safetensors text.csv', 'text.csv'],
    ['predict iris.safetensors iris.csv --keep id', 'no column "id"'],
    ['evaluate iris.safetensors other.csv', 'no column'],
    ['export iris.safetensors iris.txt', 'its name must end in'],
    ['inspect iris.csv', 'Cannot read iris.csv as a model'],
  ])('%s tells what is wrong, and writes nothing', async (line, words) => {
    const { err, ...rest } = await runMistake(line, folder)
    expect(err).toContain(words)
    expect(rest).toEqual(EXPLAINED)
  })

  test.each(['predict', 'evaluate', 'inspect', 'export'])(
    'has examples of %s that work',
    { timeout: EXAMPLES },
    async (command) => {
      const runs = await runExamples(`bilayer ${command}`, folder)
      expect(runs.length).toBeGreaterThan(0)
      expect(runs.filter(({ code }) => code !== 0)).toEqual([])
    },
  )
})
