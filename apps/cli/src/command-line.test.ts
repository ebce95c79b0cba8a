import { expect, test } from 'vitest'
import { shellWord } from './command-line.ts'

test.each([
  ['iris.safetensors', 'iris.safetensors'],
  ['../a/b-c_d.csv', '../a/b-c_d.csv'],
  ['my data.csv', "'my data.csv'"],
  ["it's.csv", String.raw`'it'\''s.csv'`],
  ['$(date)', "'$(date)'"],
  ['🌸.csv', "'🌸.csv'"],
  ['', "''"],
])('%j is the word %s', (text, word) => {
  expect(shellWord(text)).toBe(word)
})
