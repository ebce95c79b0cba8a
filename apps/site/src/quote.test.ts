import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findSnippets } from '../../../scripts/snippets.ts'
import { declarationOf, quoted } from './quote.ts'
import { root } from './repository.ts'

const path = 'packages/mlp/src/gradients.ts'

test('a declaration is what stands in the file, with its comment', async () => {
  const text = await readFile(join(root, path), 'utf8')
  const found = declarationOf(path, 'forward')
  expect(text).toContain(found)
  expect(found).toMatch(/^\/\*\* \[A₀.*\nexport function forward[^]*\n\}$/u)
})

test('a block quotes declarations of several files, in its order', () => {
  expect(quoted(`${path} backward\npackages/core/src/matrix.ts Dim, shapeOf\n`)).toBe(
    [
      declarationOf(path, 'backward'),
      declarationOf('packages/core/src/matrix.ts', 'Dim'),
      `${declarationOf('packages/core/src/matrix.ts', 'shapeOf')}\n`,
    ].join('\n\n'),
  )
})

test('what is for a linter is not for a reader', () => {
  expect(declarationOf('packages/mlp/src/network.ts', 'Layer')).toMatch(
    /^\/\*\* One layer: .*\nexport interface Layer</u,
  )
})

test('a name that a file does not declare is refused', () => {
  expect(() => declarationOf(path, 'sideways')).toThrow(`${path} declares no sideways.`)
})

const blocks = (await findSnippets()).filter(({ info }) => info === 'quote')

test.each(blocks)('what $name quotes is there', ({ code }) => {
  expect(quoted(code).trim()).not.toBe('')
})
