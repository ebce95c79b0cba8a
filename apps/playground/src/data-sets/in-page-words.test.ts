import { expect, test } from 'vitest'
import { defaults, type Settings } from '../state/settings.ts'
import { makeProblem } from './make-problem.ts'
import { readDataFile } from './table.ts'

const settings: Settings = { ...defaults, data: 'csv', file: 'mine.csv' }

const lines = (count: number, lineOf: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => lineOf(i)).join('\n')

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  [
    'a column without a name',
    utf8('a,,c\n1,2,3\n'),
    'Line 1 has no name for column 2. Each needs one in the first line of the file.',
  ],
  [
    'letters of an older system',
    Uint8Array.of(...utf8('a,b\n1,caf'), 0xe9, 0x0a),
    'The text is not utf-8, near line 2. Save the file as UTF-8.',
  ],
  [
    'two bytes for each letter',
    Uint8Array.from([...utf8('a,b\n1,2\n')].flatMap((byte) => [byte, 0])),
    'Line 1 holds a NUL: this is no text, or text in another encoding. Save the file as UTF-8.',
  ],
  [
    'a table of another program',
    Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0),
    'not like text. Save the table as a CSV file, and take that.',
  ],
  [
    'a word far below numbers',
    utf8(`a,b\n${lines(10_000, (i) => `${i},${i}`)}\n1,many\n`),
    'Line 10002, column b: the string "many" is no number, and the column is one of numbers. Write all values of a column alike, and leave empty what is unknown.',
  ],
  [
    'a column of nothing',
    utf8(`a,b\n${lines(40, (i) => `,${i}`)}\n`),
    'The column a holds nothing. Take the column out of the file.',
  ],
  [
    'a name for each row',
    utf8(`a,b\n${lines(10_001, (i) => `name ${i},${i}.5`)}\n`),
    'The column a has more than 10000 categories. Take the column out of the file.',
  ],
  [
    'nothing to tell apart',
    utf8(`a,b\n${lines(40, (i) => `${i},yes`)}\n`),
    'The column b holds the string "yes" in every row, so there is nothing to tell apart. Learn another column.',
  ],
  [
    'a value to learn that is missing',
    utf8(`a,b\n${lines(40, (i) => `${i},${i === 2 ? '' : i}`)}\n`),
    'The column b has no value in row 3 below the header, and is what is to be learnt. Take the row out of the file, or learn another column.',
  ],
])('a file with %s is told with what to do in the page', async (_, bytes, message) => {
  const learnt = async () =>
    makeProblem(settings, { digits: '', file: await readDataFile('mine.csv', bytes) })
  await expect(learnt()).rejects.toThrow(message)
})
