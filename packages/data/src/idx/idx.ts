import { allocate, ArgumentError, describeValue, FormatError, type Samples } from '@bilayer/core'
import { gunzip, isGzip } from '../gzip.ts'

/** An array as IDX files hold it, the format of MNIST and of data sets that take its place. */
export interface IdxArray {
  /** The size of each dimension; the first counts the samples. */
  readonly shape: readonly number[]
  /** Row-major. */
  readonly values: Uint8Array
}

/** The type of element that is read: unsigned bytes. */
const BYTES = 0x08

/** So many bytes may be in a file that is compressed: a few kilobytes could ask for any number. */
const MOST_BYTES = 2 ** 31

/**
 * The array in the bytes of an IDX file, plain or gzip: two zeros, the type of an element, the number of dimensions, the size of each
 * in four bytes, then the elements. The values of a plain file are not copied.
 *
 * Rejects with `FormatError` for what is no IDX file of unsigned bytes, and with `ArgumentError` for what are no bytes.
 */
export async function readIdx(bytes: Uint8Array): Promise<IdxArray> {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArgumentError(`bytes is ${describeValue(bytes)}; it must be a Uint8Array.`)
  }
  return parseIdx(isGzip(bytes) ? await gunzip(bytes, MOST_BYTES) : bytes)
}

/**
 * Images as samples: count × … bytes from 0 to 255 become a row of numbers from 0 to 1 for each image.
 * Throws `ArgumentError` for what is no array of images, and where there is no room for them.
 */
export function imageSamples(images: IdxArray): Samples {
  const { shape, values } = (images ?? {}) as Partial<IdxArray>
  const isArray = Array.isArray(shape) && shape.length > 0 && values instanceof Uint8Array
  if (!isArray || values.length !== elementsOf(shape)) {
    throw new ArgumentError(
      `images is ${describeValue(images)}; it must be { shape: [count, height, width], values: Uint8Array }, as readIdx returns.`,
    )
  }
  const [count, ...sizes] = shape as readonly number[]
  const scaled = allocate('imageSamples', values.length)
  for (let i = 0; i < values.length; i++) scaled[i] = values[i] / 255
  return { values: scaled, count, size: elementsOf(sizes) }
}

function parseIdx(file: Uint8Array): IdxArray {
  // By their places: bytes whose buffer was transferred have no iterator.
  const dimensions = file.length < 4 ? 0 : file[3]
  const header = 4 + 4 * dimensions
  if (file[0] !== 0 || file[1] !== 0 || file[2] !== BYTES || file.length < header || dimensions === 0) {
    throw new FormatError('This is no IDX file of unsigned bytes: those begin with 0, 0, 8.')
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i))
  const values = file.subarray(header)
  const expected = elementsOf(shape)
  if (values.length === expected) return { shape, values }
  throw new FormatError(
    `The IDX file holds ${values.length} elements; ${shape.join(' × ')} of them are ${expected}.`,
  )
}

const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)
