import { FormatError } from '@bilayer/core'

/** Whole records of a CSV file, as text. */
export interface Block {
  readonly text: string
  /** The line, from 1, on which each record begins; lines without anything are no records. */
  readonly lines: readonly number[]
}

/** So many characters a record may have: a quote that is never closed would take in the rest of the file. */
const LONGEST_RECORD = 2 ** 24

/** Cuts text that comes in pieces into whole records: a line break ends a record unless it stands between quotes. */
export class RecordSplitter {
  /** The beginning of a record whose end is yet to come. */
  #pending = ''
  /** A carriage return at the end of a piece: what follows it tells whether it ends a line by itself. */
  #held = ''
  #isQuoted = false
  #isEmpty = true
  #line = 1
  #quoteLine = 1
  #recordLine = 1

  /** The records that end in this piece. Throws `FormatError` for a record without end. */
  push(piece: string): Block {
    const text = this.#held + piece
    this.#held = text.endsWith('\r') ? '\r' : ''
    const block = this.#split(this.#held === '' ? text : text.slice(0, -1))
    if (this.#pending.length > LONGEST_RECORD) throw this.#endless()
    return block
  }

  /** The last record, which no line break need end. Throws `FormatError` where a quote is not closed. */
  end(): Block {
    const { text, lines } = this.#split(`${this.#held}\n`)
    if (this.#isQuoted) throw this.#unclosed()
    return { text, lines }
  }

  #split(text: string): Block {
    const lines: number[] = []
    let end = 0
    for (let i = 0; i < text.length; i++) {
      const character = text[i]
      if (character === '\n' || (character === '\r' && text[i + 1] !== '\n')) {
        this.#line++
        if (this.#isQuoted) continue
        if (!this.#isEmpty) lines.push(this.#recordLine)
        this.#recordLine = this.#line
        this.#isEmpty = true
        end = i + 1
      } else if (character !== '\r') {
        this.#isEmpty = false
        if (character === '"') this.#turnQuote()
      }
    }
    const whole = end === 0 ? '' : this.#pending + text.slice(0, end)
    this.#pending = end === 0 ? this.#pending + text : text.slice(end)
    return { text: whole, lines }
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
