import { expect, test } from 'vitest'
import { documentPath, filledDocument, readDocument } from './document.ts'

test(`${documentPath} has the figures of the result files`, async () => {
  expect(await readDocument()).toBe(await filledDocument())
})
