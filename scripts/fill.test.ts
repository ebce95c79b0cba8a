import { expect, test } from 'vitest'
import { fill } from './fill.ts'

const document = 'before\n<!-- a -->\n\nold\n\n<!-- /a -->\nbetween\n<!-- b -->\n<!-- /b -->\nafter\n'

test('a section gets another text, and nothing else changes', () => {
  expect(fill(document, 'a', 'new')).toBe(document.replace('old', 'new'))
  expect(fill(document, 'b', 'new')).toBe(document.replace('<!-- b -->\n', '<!-- b -->\n\nnew\n\n'))
})

test('a section that was filled can be filled again', () => {
  expect(fill(fill(document, 'b', 'one\ntwo'), 'b', 'three')).toBe(fill(document, 'b', 'three'))
})

test('a document without the section is refused', () => {
  expect(() => fill(document, 'c', 'new')).toThrow('no section between <!-- c --> and <!-- /c -->')
})
