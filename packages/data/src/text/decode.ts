import { checkOneOf, FormatError } from '@bilayer/core'
import { concatenate } from '../concatenate.ts'
import { fileKind, SIGNATURE_LENGTH } from './file-kind.ts'
import { newlinesIn } from './newlines.ts'
import { piecesOf, type Source } from './source.ts'

/** How bytes are text. A byte order mark tells UTF-16; `latin1` is what Western European systems once wrote (Windows-1252). */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'latin1'

const ENCODINGS = ['utf-8', 'utf-16le', 'latin1'] as const

/** The names of the platform. */
const DECODERS = { 'utf-8': 'utf-8', 'utf-16le': 'utf-16le', latin1: 'windows-1252' } as const

const BYTE_ORDER_MARK = '\u{FEFF}'

/** Throws `ArgumentError` unless a value is an encoding. */
export function checkEncodingName(value: unknown): asserts value is TextEncoding {
  checkOneOf('encoding', value, ENCODINGS)
}

/** The text of a source, piece by piece and without a byte order mark. Throws `FormatError` for what is no text. */
export async function* decodeText(source: Source, encoding: TextEncoding = 'utf-8'): AsyncGenerator<string> {
  const decoder = new Decoder(encoding)
  for await (const piece of piecesOf(source)) {
    const text = typeof piece === 'string' ? decoder.check(piece) : decoder.decode(piece)
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest !== '') yield rest
}

/** What a byte order mark tells of 16 bits; whoever gives the encoding need not know in which order they are. */
function encodingByMark([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

class Decoder {
  readonly #encoding: TextEncoding
  #decoder: TextDecoder | undefined
  /** The first bytes, until there are enough to tell what they are. */
  #head = new Uint8Array()
  #isFirst = true
  /** The line that is being read. */
  #line = 1

  constructor(encoding: TextEncoding) {
    this.#encoding = encoding
  }

  decode(bytes: Uint8Array): string {
    if (this.#decoder) return this.check(this.#decode(this.#decoder, bytes, true))
    this.#head = concatenate(new Uint8Array(this.#head.length + bytes.length), [this.#head, bytes])
    return this.#head.length < SIGNATURE_LENGTH ? '' : this.check(this.#start(true))
  }

  end(): string {
    const text = this.#decoder ? this.#decode(this.#decoder, new Uint8Array(), false) : this.#start(false)
    return this.check(text)
  }

  /** The text, without a byte order mark at its beginning, once it is known to hold no NUL. */
  check(text: string): string {
    if (text === '') return text
    const checked = this.#isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    this.#isFirst = false
    const place = checked.indexOf('\0')
    if (place !== -1) {
      throw new FormatError(
        `Line ${this.#line + newlinesIn(checked.slice(0, place))} holds a NUL: this is no text, or text in another encoding, such as utf-16le.`,
      )
    }
    this.#line += newlinesIn(checked)
    return checked
  }

  #start(more: boolean): string {
    const kind = fileKind(this.#head)
    if (kind !== undefined) throw new FormatError(`This looks like ${kind}, not like text.`)
    const name = encodingByMark(this.#head) ?? DECODERS[this.#encoding]
    this.#decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true })
    return this.#decode(this.#decoder, this.#head, more)
  }

  #decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
    try {
      return decoder.decode(bytes, { stream })
    } catch (cause) {
      const before = new TextDecoder(decoder.encoding).decode(bytes).split('\u{FFFD}', 1)[0]
      const hint =
        decoder.encoding === 'utf-8'
          ? "encoding: 'latin1' reads older Western European files"
          : 'is it cut off?'
      throw new FormatError(
        `The text is not ${decoder.encoding}, near line ${this.#line + newlinesIn(before)}; ${hint}.`,
        { cause },
      )
    }
  }
}
