import { expect, test } from 'vitest'
import { checkFileSize } from './file-size.ts'

test('a file that is too large is told with its size, and with what fits', () => {
  expect(() => checkFileSize({ name: 'all.csv', size: 30 * 2 ** 20 })).toThrow(
    'all.csv has 30.0 MB; the page takes 20.0 MB at most. Give it a part of the rows.',
  )
})

test('one that fits is none of its business', () => {
  expect(() => checkFileSize({ name: 'iris.csv', size: 20 * 2 ** 20 })).not.toThrow()
})
