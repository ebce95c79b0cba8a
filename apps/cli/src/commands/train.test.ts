import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeModel } from 'bilayer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exitCodes } from '../exit-codes.ts'
import { runCommand, type RunOptions } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'
import { IRIS_HEADER, irisRows, SPECIES, writeIris } from '../testing/iris.ts'
import { EXPLAINED, runMistake } from '../testing/mistake.ts'
import { runShell } from '../testing/shell.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-train-'))
  await writeIris(folder)
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** A hundred and fifty visits of thirty patients. */
const visits = (): string => {
  const rows = Array.from(
    { length: 150 },
    (_, i) => `p${i % 30},${Math.sin(i)},${Math.sin(i) > 0 ? 'yes' : 'no'}`,
  )
  return ['patient,pressure,ill', ...rows, ''].join('\n')
}

const run = (line: string, options: Omit<RunOptions, 'folder'> = {}) =>
  runCommand(line.split(' '), { folder, ...options })
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>
const read = (name: string): Promise<Buffer> => readFile(join(folder, name))

describe('train', () => {
  test('gives a good model of iris with nothing but the target', async () => {
    const { code, out, err } = await run('train iris.csv --target species')
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('Classification: species is one of setosa, versicolor, virginica.')
    expect(out).toContain('120 rows to train on, 30 to test by.')
    const accuracy = Number(/accuracy\s+([\d.]+) %/u.exec(out)?.[1])
    expect(accuracy).toBeGreaterThan(90)
    expect(out).toContain('The model is in iris.safetensors.')
    expect(out).not.toContain('\u001B')
    const { target, encoding } = decodeModel(await read('iris.safetensors'))
    expect(target).toEqual({ kind: 'classes', name: 'species', labels: SPECIES })
    expect(encoding?.map(({ name }) => name)).toEqual(IRIS_HEADER.split(',').slice(0, 4))
  })

  test('takes a column of fractions for a quantity, and says so in JSON', async () => {
    const { code, out } = await run('train iris.csv --target petal_width --json --backend cpu-js')
    expect(code).toBe(0)
    const summary = json(out)
    expect(summary).toMatchObject({ task: 'regression', backend: 'cpu-js', rows: 150, target: 'petal_width' })
    const { test: held } = summary['scores'] as { test: { r2: number } }
    expect(held.r2).toBeGreaterThan(0.85)
  })

  test('takes a task that it would not have recognised', async () => {
    const rows = irisRows.map((line, i) => `${line},${i % 50}`)
    await writeFile(join(folder, 'numbered.csv'), [`${IRIS_HEADER},number`, ...rows].join('\n'))
    const { out } = await run('train numbered.csv --target number --task classification --epochs 1')
    expect(out).toContain('Classification: number is one of 0, 1, 2')
  })

  test('says so where the names of all columns are numbers', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${i % 5},${(i + 1) / 8}`)
    await writeFile(join(folder, 'bare.csv'), rows.join('\n'))
    const line = 'train bare.csv --epochs 1 --backend cpu-js --target'
    expect((await run(`${line} 0.125`)).out).toContain(
      'Where the first line holds values and not names: --no-header.',
    )
    expect((await run(`${line} column3 --no-header`)).out).not.toContain('--no-header')
  })

  test('says what it leaves out and what stands for missing values', async () => {
    const rows = irisRows.map((line, i) => `row ${i},${i === 3 ? line.replace(/^[\d.]+/u, '') : line},same`)
    rows.push(`extra,5,3,1,0.2,,same`)
    await writeFile(join(folder, 'holes.csv'), [`id,${IRIS_HEADER},unit`, ...rows].join('\n'))
    const { out, code } = await run('train holes.csv --target species --epochs 2')
    expect(code).toBe(0)
    expect(out).toContain('Not used: id, since it names the rows: 150 different texts.')
    expect(out).toContain('Not used: unit, since it holds one value alone.')
    expect(out).toContain('Missing: 1 value of sepal_length; the mean stands for them.')
    expect(out).toContain('Not used: 1 row without a value of species.')
    const refused = await run('train holes.csv --target species --missing refuse --epochs 2')
    expect(refused).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(refused.err).toContain('The column sepal_length has no value in row')
  })

  test('ends with the same bits when it goes on from a checkpoint', async () => {
    const options = '--target species --backend wasm --epochs 9 --seed 3'
    const whole = await run(`train iris.csv ${options} --output whole.safetensors --checkpoint-every 4`)
    expect(whole.err).toBe('')
    const resumed = await run(
      'train iris.csv --resume whole.safetensors.checkpoint --backend wasm --output resumed.safetensors',
    )
    expect(resumed.err).toBe('')
    expect(resumed.code).toBe(0)
    expect(await read('resumed.safetensors')).toEqual(await read('whole.safetensors'))
  })

  test('saves the model and a checkpoint on Ctrl-C, from which it ends with the same bits', async () => {
    const rows = Array.from({ length: 10 }, () => irisRows).flat()
    await writeFile(join(folder, 'many.csv'), [IRIS_HEADER, ...rows].join('\n'))
    const options = '--target species --backend cpu-js --patience 300 --hidden 32,32 --batch-size 8'
    // More epochs than there is time for until the signal comes.
    const long = '--epochs 300 --output stopped.safetensors --checkpoint-every 1'
    let waiting: NodeJS.Timeout | undefined
    const stopped = await run(`train many.csv ${options} ${long}`, {
      watch: ({ out }, kill) => {
        if (!out.includes('Network') || waiting) return
        waiting = setInterval(() => {
          if (!existsSync(join(folder, 'stopped.safetensors.checkpoint'))) return
          clearInterval(waiting)
          kill('SIGINT')
        }, 5)
      },
    })
    expect(stopped.code).toBe(130)
    const told =
      /Stopped in epoch (\d+) of 300\. To go on: bilayer train many\.csv .*--resume stopped\.safetensors\.checkpoint\n/u
    expect(stopped.out).toMatch(told)
    const [, epoch] = told.exec(stopped.out) ?? []
    expect(decodeModel(await read('stopped.safetensors')).parameters).toHaveLength(6)
    // Three copies of 1,315 parameters, and no data.
    expect((await read('stopped.safetensors.checkpoint')).length).toBeLessThan(30_000)
    const epochs = `--epochs ${Number(epoch) + 4}`
    await run(`train many.csv --resume stopped.safetensors.checkpoint --backend cpu-js ${epochs}`)
    await run(`train many.csv ${options} ${epochs} --output whole.safetensors`)
    expect(await read('stopped.safetensors')).toEqual(await read('whole.safetensors'))
  })

  test('refuses to go on with other data or options', async () => {
    await run('train iris.csv --target species --epochs 2 --checkpoint-every 1')
    const other = await run(
      'train iris.csv --target species --hidden 7,7 --resume iris.safetensors.checkpoint',
    )
    expect(other).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(other.err).toContain('--hidden is 7,7, and was 32,16 when the checkpoint was written.')
    await writeFile(join(folder, 'iris.csv'), [IRIS_HEADER, ...irisRows.slice(1)].join('\n'))
    const { code, err } = await run('train iris.csv --resume iris.safetensors.checkpoint')
    expect(code).toBe(exitCodes.usage)
    expect(err).toContain('The data is not what it was when the checkpoint was written')
  })

  test('keeps groups of rows together, and trains on a sample of what comes through a pipe', async () => {
    await writeFile(join(folder, 'visits.csv'), visits())
    const { out, err } = await runShell(
      'bilayer train - --target ill --groups patient --rows 100 --epochs 2 < visits.csv && ls',
      folder,
    )
    expect(err).toBe('')
    expect(out).toContain('-: a random sample of 100 rows, 3 columns.')
    expect(out).toContain('Not used: patient, since it names the groups.')
    expect(out).toContain('All rows of one patient are in one of these parts.')
    expect(out).toMatch(/^model\.safetensors$/mu)
  })

  test('writes a report', async () => {
    const { out } = await run('train iris.csv --target species --epochs 3 --report report.html')
    expect(out).toContain('The report is in report.html.')
    expect((await read('report.html')).toString()).toContain('species of iris.csv')
  })

  test('takes a column as text where that is said, or where it is not used', async () => {
    const rows = irisRows.map((line, i) => `${i % 99 === 0 ? 'none' : i % 5},${line}`)
    await writeFile(join(folder, 'mixed-up.csv'), [`place,${IRIS_HEADER}`, ...rows].join('\n'))
    const told = await run('train mixed-up.csv --target species --epochs 1')
    expect(told).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(told.err).toContain('--text place takes it as text.')
    for (const option of ['--text', '--ignore']) {
      const { code, err } = await run(`train mixed-up.csv --target species --epochs 1 ${option} place`)
      expect({ code, err }).toEqual({ code: 0, err: '' })
    }
  })

  test('that diverges is explained, and saves nothing', async () => {
    const { code, err } = await run('train iris.csv --target species --learning-rate 1e30 --output wild')
    expect(code).toBe(exitCodes.usage)
    expect(err).toMatch(
      /^The loss became .* No model is saved\. Try a lower --learning-rate, or --scaling standard\.\n$/u,
    )
    expect(await readdir(folder)).not.toContain('wild')
  })

  test.each([
    ['train iris.csv --target species --text sepal_lenght', '(Did you mean sepal_length?)'],
    ['train iris.csv --target species --groups patient', 'There is no column "patient"'],
    ['train iris.csv --target species --groups species', '--groups needs another'],
    ['train iris.csv', 'Name the column to predict'],
    ['train iris.csv --target specis', 'petal_width, species. (Did you mean species?)'],
    ['train iris.csv --target species --ignore petal', 'There is no column "petal"'],
    ['train no.csv --target species', 'There is no file no.csv.'],
    ['train . --target species', '. must hold a folder for each class'],
    ['train iris.csv --target species --task regression', 'to be a quantity it must be a finite number'],
    ['train iris.csv --target species --test-share 2', 'It must be a number from 0 to 0.9.'],
    ['train iris.csv --target species --output no/where', 'there is no folder no'],
    ['train one.csv --target y', 'a classifier needs two classes at least'],
    ['train tiny.csv --target y', 'There are 2 rows with a value of y; training needs 4 at least.'],
    ['train mixed.csv --target y', 'Line 20'],
    ['train picture.csv --target y', 'picture.csv: This looks like a PNG picture'],
    ['train iris.csv --resume iris.csv', 'Cannot read iris.csv as a checkpoint'],
  ])('%s tells what is wrong, and writes nothing', async (line, words) => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},a`)
    await writeFile(join(folder, 'one.csv'), ['x,y', ...rows].join('\n'))
    await writeFile(join(folder, 'tiny.csv'), 'x,y\n1,a\n2,b\n')
    await writeFile(join(folder, 'mixed.csv'), ['x,y', ...rows.with(18, 'abc,b')].join('\n'))
    await writeFile(join(folder, 'picture.csv'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    const { err, ...rest } = await runMistake(line, folder)
    expect(err).toContain(words)
    expect(rest).toEqual(EXPLAINED)
  })

  test('has examples that work', { timeout: EXAMPLES }, async () => {
    await writeFile(join(folder, 'visits.csv'), visits())
    for (const { code, line, err } of await runExamples('bilayer train', folder)) {
      expect({ line, code, err }).toEqual({ line, code: 0, err: '' })
    }
  })
})
