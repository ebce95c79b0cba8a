import { expect, test } from 'vitest'
import { readRankResults } from '../ranks/results.ts'
import { filled, measuredSections, readDocument } from './document.ts'
import { modelOf } from './model.ts'

test('docs/scaling.md has the figures of results/ranks.json', async () => {
  const results = await readRankResults()
  const document = await readDocument()
  expect(document).toBe(filled(document, measuredSections(results, modelOf(results))))
})
