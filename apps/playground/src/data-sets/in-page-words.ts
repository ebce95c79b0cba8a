/** What the library's messages about a file advise those who call it, and what there is to do for who has the page alone. */
const advice: readonly (readonly [ofLibrary: RegExp, ofPage: string])[] = [
  [/; header: false reads it as a row\.$/u, '. Each needs one in the first line of the file.'],
  [/; encoding: 'latin1' .*\.$/u, '. Save the file as UTF-8.'],
  [/, such as utf-16le\.$/u, '. Save the file as UTF-8.'],
  [/, not like text\.$/u, ', not like text. Save the table as a CSV file, and take that.'],
  [
    /; (?:decimal: .*)?types: .*\.$/u,
    '. Write all values of a column alike, and leave empty what is unknown.',
  ],
  [/; leave it out, as withoutColumns does\.$/u, '. Take the column out of the file.'],
  [/ by row \d+\. Leave it out, as withoutColumns does\.$/u, '. Take the column out of the file.'],
  [
    /; a classifier needs two classes at least\.$/u,
    ', so there is nothing to tell apart. Learn another column.',
  ],
  [/ Leave the row out\.$/u, ' Take the row out of the file, or learn another column.'],
]

/** An error about a file, which says what to do about it without a word of the library's functions. */
export function inPageWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const message = advice
    .reduce((text, [ofLibrary, ofPage]) => text.replace(ofLibrary, ofPage), error.message)
    .replace(/ in row (\d+), counted from 0/u, (_, row: string) => inFile(Number(row)))
  return message === error.message ? error : new Error(message, { cause: error })
}

const inFile = (row: number): string => ` in row ${row + 1} below the header`
