import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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

test('a folder that cannot be made is told at once', () => {
  place.cache = '/proc/bilayer/cache'
  expect(() => writeText('')).toThrow('ENOENT')
})

test('names what decides how fast the machine is', () => {
  expect(machine()).toMatch(/, \d+ threads, \w+, Node\.js \d+\.\d+\.\d+$/u)
})
