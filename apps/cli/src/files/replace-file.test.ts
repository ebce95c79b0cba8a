import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceFile } from './replace-file.ts'

const SIZE = 1_000_000

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-replace-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const program = join(import.meta.dirname, '..', 'testing', 'save-often.ts')

/** Starts a process that replaces a file again and again; returns when the first is there. */
async function startSaving(path: string) {
  const child = spawn(process.execPath, ['--conditions=@bilayer/source', program, path, String(SIZE)])
  await once(child.stdout, 'data')
  return child
}

async function kill(child: Awaited<ReturnType<typeof startSaving>>) {
  child.kill('SIGKILL')
  await once(child, 'close')
}

const isWhole = (bytes: Buffer): boolean => bytes.equals(Buffer.alloc(SIZE, bytes[0]))

test('a process killed at any moment leaves a whole file, and the next save removes the rest', async () => {
  let litter = 0
  for (let i = 0; i < 20; i++) {
    const path = join(folder, `model-${i % 2}`)
    const child = await startSaving(path)
    await setTimeout(20 * Math.random())
    await kill(child)
    expect(isWhole(await readFile(path))).toBe(true)
    litter += (await readdir(folder)).filter((name) => name.startsWith('.')).length
    await replaceFile(path, Buffer.from('new'))
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
  }
  // Else no kill came in the middle of a save, and this has tested nothing.
  expect(litter).toBeGreaterThan(0)
})

test('two processes and this one save to one file at once, and each save is whole', async () => {
  const path = join(folder, 'model')
  const others = await Promise.all([startSaving(path), startSaving(path)])
  for (let i = 0; i < 50; i++) {
    await replaceFile(path, Buffer.alloc(SIZE, 'c'))
    expect(isWhole(await readFile(path))).toBe(true)
  }
  expect(others.map(({ exitCode }) => exitCode)).toEqual([null, null])
  await Promise.all(others.map(kill))
})

test('this process saves to one file twice at once', async () => {
  const path = join(folder, 'model')
  await Promise.all(['a', 'b', 'c'].map((letter) => replaceFile(path, Buffer.alloc(SIZE, letter))))
  expect(isWhole(await readFile(path))).toBe(true)
  expect(await readdir(folder)).toEqual(['model'])
})

test('what other files and running processes have beside it is left alone', async () => {
  const names = [
    `.model.${process.ppid}-0123abcd.unfinished`,
    '.model.2.999999999-0123abcd.unfinished',
    '.model.notes.unfinished',
    '.other.999999999-0123abcd.unfinished',
  ]
  for (const name of names) await writeFile(join(folder, name), '')
  await replaceFile(join(folder, 'model'), Buffer.from('new'))
  expect((await readdir(folder)).toSorted()).toEqual([...names, 'model'].toSorted())
})

test('an empty file can be saved', async () => {
  await replaceFile(join(folder, 'model'), new Uint8Array())
  expect(await readFile(join(folder, 'model'))).toHaveLength(0)
})
