import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { machine, readText, writeText } from './cache-file.ts'

const place = vi.hoisted(() => ({ cache: '' }))
vi.mock('env-paths', () => ({ default: () => place }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bilayer-cache-'))
  place.cache = join(folder, 'not there yet')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('gives back what was written last, and leaves nothing else behind', () => {
  expect(() => readText()).toThrow('ENOENT')
  writeText('first')
  writeText('second')
  expect(readText()).toBe('second')
  expect(readdirSync(place.cache)).toEqual(['choices.json'])
})

test('does not read a file that is far too large', () => {
  writeText('')
  writeFileSync(join(place.cache, 'choices.json'), 'x'.repeat(2 ** 20 + 1))
  expect(readText()).toBeUndefined()
})

test.each<[string, (path: string) => unknown]>([
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
])('%s is not read, and waits for nobody', (_, make) => {
  mkdirSync(place.cache)
  make(join(place.cache, 'choices.json'))
  expect(readText()).toBeUndefined()
})

test('links that lead in a circle are told at once', () => {
  mkdirSync(place.cache)
  symlinkSync('choices.json', join(place.cache, 'choices.json'))
  expect(() => readText()).toThrow('ELOOP')
})

test('what a process that was killed left behind is removed by the next', () => {
  writeText('first')
  const unfinished = join(place.cache, 'choices.json.unfinished')
  for (const seconds of [-120, 86_400]) {
    writeFileSync(unfinished, 'half')
    const time = Date.now() / 1000 + seconds
    utimesSync(unfinished, time, time)
    writeText('second')
    expect(readdirSync(place.cache)).toEqual(['choices.json'])
  }
  expect(readText()).toBe('second')
})

test('what another process is writing now is left to it', () => {
  writeText('first')
  writeFileSync(join(place.cache, 'choices.json.unfinished'), 'half')
  expect(() => writeText('second')).toThrow('EEXIST')
  expect(readText()).toBe('first')
  expect(readdirSync(place.cache)).toEqual(['choices.json', 'choices.json.unfinished'])
})

test('a write that fails leaves nothing behind', () => {
  mkdirSync(join(place.cache, 'choices.json', 'in the way'), { recursive: true })
  expect(() => writeText('first')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/u)
  expect(readdirSync(place.cache)).toEqual(['choices.json'])
})

test('a folder that cannot be made is told at once', () => {
  place.cache = '/proc/bilayer/cache'
  expect(() => writeText('')).toThrow('ENOENT')
})

test('names what decides how fast the machine is', () => {
  expect(machine()).toMatch(/, \d+ threads, \w+, Node\.js \d+\.\d+\.\d+$/u)
})
