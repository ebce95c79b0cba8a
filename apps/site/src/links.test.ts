import { expect, test } from 'vitest'
import { addressOf, targetNamed, targetOf } from './links.ts'

const address = (document: string, href: string): string | undefined => {
  const target = targetOf(document, href)
  return target && addressOf(target)
}

test.each([
  ['README.md', 'docs/cases.md', '/docs/cases.md'],
  ['packages/mlp/README.md', '../../README.md', '/index.md'],
  ['packages/mlp/README.md', '../core/README.md#write-a-backend', '/packages/core/index.md#write-a-backend'],
  ['packages/mlp/README.md', 'src/gradients.ts', '/source/packages/mlp/src/gradients.ts.md'],
  ['docs/reliability.md', '../bench', '/bench/index.md'],
  ['docs/matrix.md', 'matrix/index.html', '/docs/matrix/index.html'],
  ['README.md', 'matrix/src/prove/index.html', '/source/matrix/src/prove/index-html.md'],
  ['packages/conformance/README.md', 'src/ops', '/source/packages/conformance/src/ops.md'],
  ['apps/site/README.md', '/packages/mlp/src/fit.ts#line-3', '/source/packages/mlp/src/fit.ts.md#line-3'],
])('in %s, %s leads to %s', (document, href, expected) => {
  expect(address(document, href)).toBe(expected)
})

test.each(['#here', 'https://nodejs.org', 'mailto:nobody@example.org'])('%s is left as it is', (href) => {
  expect(targetOf('README.md', href)).toBeUndefined()
})

test.each([
  ['packages/mlp/README.md', '@bilayer/core', '/packages/core/index.md'],
  ['apps/cli/README.md', 'bilayer', '/packages/bilayer/index.md'],
  ['packages/conformance/CASES.md', 'docs/matrix.md', '/docs/matrix.md'],
  ['packages/mlp/README.md', '@bilayer/mlp', undefined],
  ['packages/mlp/README.md', 'fit', undefined],
  ['docs/training.md', '@bilayer/core', undefined],
])('in %s, the code %s leads to %s', (document, code, expected) => {
  const target = targetNamed(document, code)
  expect(target && addressOf(target)).toBe(expected)
})

test('a link to what is not there is refused, with both named', () => {
  expect(() => targetOf('docs/ranks.md', 'nowhere.md')).toThrow(
    'docs/ranks.md links to nowhere.md, and there is no docs/nowhere.md.',
  )
})
