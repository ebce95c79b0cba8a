import { gzipSync } from 'node:zlib'
import { FormatError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { gunzip } from './gzip.ts'

const zeros = gzipSync(new Uint8Array(2 ** 24))

test('a few kilobytes that hold more than may be are refused before they are all unpacked', async () => {
  expect(zeros.length).toBeLessThan(2 ** 15)
  await expect(gunzip(zeros, 2 ** 24 - 1)).rejects.toThrow(
    new FormatError('The gzip file holds more than 16777215 bytes.'),
  )
  expect(await gunzip(zeros, 2 ** 24)).toHaveLength(2 ** 24)
})

test('a file that is cut off, or has a wrong byte, is refused', async () => {
  const damaged = Uint8Array.from(zeros)
  damaged[damaged.length - 6] ^= 1
  for (const bytes of [zeros.subarray(0, -1), zeros.subarray(0, 9), damaged]) {
    await expect(gunzip(bytes, 2 ** 24)).rejects.toThrow(
      new FormatError('The gzip file is damaged or cut off.'),
    )
  }
})
