import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDocuments } from './documents.ts'

const GLOSSARY = 'docs/glossary.md'

/** The words of the last column of all tables. */
const avoided = (await readFile(join(import.meta.dirname, '..', GLOSSARY), 'utf8'))
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (-+|word) /u.test(line))
  .flatMap((line) => line.split('|')[3].split(','))
  .map((word) => word.trim())
  .filter((word) => word !== '')

/** Capitals count where a word has some: `GPU` is no word for gpu.js. */
const isIn = (prose: string, word: string): boolean =>
  new RegExp(String.raw`\b${word}\b`, word === word.toLowerCase() ? 'iu' : 'u').test(prose)

/** A document without code, names such as `ops`, and the targets of links. */
const proseOf = (text: string): string =>
  text.replaceAll(/^ *```[^]*?^ *```$|^ {4}.*$|`[^`]*`|\]\([^)]*\)/gmu, '')

test('the glossary has words that are not used', () => {
  expect(avoided.length).toBeGreaterThan(10)
})

test.each((await findDocuments()).filter(({ path }) => path !== GLOSSARY))(
  '$path uses the words of the glossary',
  ({ text }) => {
    const prose = proseOf(text)
    expect(avoided.filter((word) => isIn(prose, word))).toEqual([])
  },
)
