import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@bilayer/formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { badBackends } from './testing/bad-backends.ts'
import { runShell } from './testing/shell.ts'

const quick = 'bilayer demo digits --samples 300 --epochs 2 --hidden 8 --output model'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-output-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const savedModel = async () => decodeSafetensors(await readFile(join(folder, 'model')))

test('a reader that goes away, as head does, loses no work', async () => {
  const { out, err } = await runShell(`(${quick}; echo "code $?" >&2) | head -1`, folder)
  expect({ out, err }).toEqual({ out: 'Reading handwritten digits (MNIST) …\n', err: 'code 0\n' })
  expect((await savedModel()).tensors).toHaveLength(4)
})

test('a reader that goes away does not make a wrong backend right', async () => {
  await writeFile(join(folder, 'wrong.mjs'), badBackends['is wrong in mask'])
  const { err } = await runShell(
    '(bilayer conformance ./wrong.mjs --only "mask › is 1 above 0"; echo "code $?" >&2) | true',
    folder,
  )
  expect(err).toBe('code 1\n')
})

test('output that a full device does not take is told, and the model is saved', async () => {
  const { code, err } = await runShell(`${quick} > /dev/full`, folder)
  expect({ code, err }).toEqual({
    code: 74,
    err: 'Cannot write to the standard output: no space left on device.\n',
  })
  expect((await savedModel()).tensors).toHaveLength(4)
})

test('output of which a full disk takes a part is told', async () => {
  // Blocks of 512 bytes in all shells but bash, of 1,024 there.
  const { code, err } = await runShell(
    'ulimit -f 1; bilayer conformance cpu-js --only matmul --reporter json > report',
    folder,
  )
  expect({ code, err }).toEqual({ code: 74, err: 'Cannot write to the standard output: file too large.\n' })
})

test.each(['2>&-', '2>/dev/full', '2>&1 >/dev/null | true'])(
  'a standard error that takes nothing (%s) changes nothing',
  async (redirection) => {
    await runShell(`(sleep 0.2; bilayer frobnicate; echo $? > code) ${redirection}`, folder)
    expect(await readFile(join(folder, 'code'), 'utf8')).toBe('2\n')
  },
)

test('help tells when it cannot be read', async () => {
  const { out, err } = await runShell(
    '(bilayer --help; echo $? >&2) | true; bilayer --help >/dev/full; echo $?',
    folder,
  )
  expect({ out, err }).toEqual({
    out: '74\n',
    err: '0\nCannot write to the standard output: no space left on device.\n',
  })
})

test('a long text arrives whole through a pipe whose reader is slow', async () => {
  const program = `
    import { write } from ${JSON.stringify(join(import.meta.dirname, 'output.ts'))}
    write('x'.repeat(2 ** 20))
  `
  await writeFile(join(folder, 'program.mjs'), program)
  const { out } = await runShell('"$NODE" program.mjs | (sleep 0.5; wc -c)', folder)
  expect(Number(out)).toBe(2 ** 20)
})
