import { FormatError } from '@bilayer/core'

/** One record of a CSV file, without the line break that ends it. */
export interface TextRecord {
  readonly text: string
  /** The line, from 1, on which it begins. */
  readonly line: number
}

/** So many characters a record may have: a quote that is never closed would take in the rest of the file. */
const LONGEST_RECORD = 2 ** 24

/** Cuts text that comes in pieces into records: a line break ends one unless it stands between quotes. Lines without anything are none. */
export class RecordSplitter {
  /** The beginning of a record whose end is yet to come. */
  #pending = ''
  /** The last character of the piece before: of a line break of two, each may stand in another piece. */
  #last = ''
  #isQuoted = false
  #line = 1
  #quoteLine = 1
  #recordLine = 1

  /** The records that end in this piece. Throws `FormatError` for a record without end. */
  push(piece: string): TextRecord[] {
    const records: TextRecord[] = []
    let start = 0
    for (let i = 0; i < piece.length; i++) {
      const character = piece[i]
      if (character === '"') this.#turnQuote()
      if (character !== '\n' && character !== '\r') continue
      if (character === '\r' || (i === 0 ? this.#last : piece[i - 1]) !== '\r') this.#line++
      if (this.#isQuoted) continue
      const text = this.#pending + piece.slice(start, i)
      if (text !== '') records.push({ text, line: this.#recordLine })
      this.#pending = ''
      this.#recordLine = this.#line
      start = i + 1
    }
    this.#pending += piece.slice(start)
    if (piece !== '') this.#last = piece[piece.length - 1]
    if (this.#pending.length > LONGEST_RECORD) throw this.#endless()
    return records
  }

  /** The last record, which no line break need end. Throws `FormatError` where a quote is not closed. */
  end(): TextRecord[] {
    if (this.#isQuoted) throw this.#unclosed()
    return this.#pending === '' ? [] : [{ text: this.#pending, line: this.#recordLine }]
  }

  #turnQuote(): void {
    if (!this.#isQuoted) this.#quoteLine = this.#line
    this.#isQuoted = !this.#isQuoted
  }

  #endless(): FormatError {
    if (this.#isQuoted) return this.#unclosed()
    return new FormatError(
      `Line ${this.#recordLine} is longer than ${LONGEST_RECORD} characters; is this a CSV file?`,
    )
  }

  #unclosed(): FormatError {
    return new FormatError(`A quote that begins on line ${this.#quoteLine} is never closed.`)
  }
}
