import { expect, test } from 'vitest'
import { filledDocuments } from './filled-documents.ts'

test.each(await filledDocuments())('$path has the figures of its results', ({ written, filled }) => {
  expect(written).toBe(filled)
})
