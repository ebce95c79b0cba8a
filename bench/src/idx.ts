/** An array as IDX files hold it, the format of MNIST and of data sets that take its place. */
export interface IdxArray {
  /** Of each dimension; the first counts the samples. */
  readonly sizes: readonly number[]
  /** Row-major. */
  readonly values: Uint8Array
}

/** The type of element that is read: unsigned bytes. */
const BYTES = 0x08

/**
 * The array in the bytes of an IDX file: two zeros, the type of an element, the number of dimensions, the size of each in four
 * bytes, then the elements. Throws `RangeError` for what is none of unsigned bytes.
 */
export function parseIdx(file: Uint8Array): IdxArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const type = file.length < 4 ? undefined : view.getUint32(0) >>> 8
  const dimensions = file[3]
  const header = 4 + 4 * dimensions
  if (type !== BYTES || file.length < header) {
    throw new RangeError('This is no IDX file of unsigned bytes: those begin with 0, 0, 8.')
  }
  const sizes = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i))
  const values = file.subarray(header)
  const expected = sizes.reduce((product, size) => product * size, 1)
  if (values.length === expected) return { sizes, values }
  throw new RangeError(
    `The IDX file holds ${values.length} elements; ${sizes.join(' × ')} of them are ${expected}.`,
  )
}
