import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTemporary } from './temporary.ts'

const open = vi.hoisted(() => vi.fn<() => Promise<unknown>>())
vi.mock('node:fs/promises', async (original) => ({ ...(await original<object>()), open }))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-temporary-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const create = () => createTemporary(join(folder, 'model'), 0o644)

test('a file that cannot be opened leaves nothing behind', async () => {
  open.mockRejectedValueOnce(new Error('too many open files'))
  await expect(create()).rejects.toThrow('too many open files')
  expect(await readdir(folder)).toEqual([])
})

test('a file that cannot be closed is removed all the same', async () => {
  open.mockResolvedValueOnce({ close: () => Promise.reject(new Error('input/output error')) })
  const temporary = await create()
  expect(await readdir(folder)).toHaveLength(1)
  await expect(temporary[Symbol.asyncDispose]()).rejects.toThrow('input/output error')
  expect(await readdir(folder)).toEqual([])
})
