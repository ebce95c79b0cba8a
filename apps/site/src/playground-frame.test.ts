import { expect, test } from 'vitest'
import { withPlayground } from './playground-frame.ts'

const pieces = (...contents: readonly string[]) => contents.map((content) => ({ type: 'any', content }))

test('the playground stands where its picture stood', () => {
  const document = pieces(
    'before',
    '<!-- playground -->\n',
    '![it](it.png)',
    '<!-- /playground -->\n',
    'after',
  )
  const contents = withPlayground(document, 'docs/playground.md').map(({ content }) => content)
  expect(contents).toEqual(['before', expect.stringContaining('src="../playground/index.html"'), 'after'])
})

test('any other document stays as it is', () => {
  const document = pieces('one', 'two')
  expect(withPlayground(document, 'docs/a.md')).toBe(document)
})

test('a picture without an end is refused', () => {
  expect(() => withPlayground(pieces('<!-- playground -->'), 'docs/a.md')).toThrow('docs/a.md has')
})
