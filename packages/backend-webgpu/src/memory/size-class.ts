/** The smallest buffer: what devices align to. */
const LEAST = 256

/**
 * The size of the buffer for so many bytes: one of four between a power of two and the next, so that a buffer serves many sizes and
 * a fifth of it is idle at most, but for the smallest.
 */
export function sizeClass(bytes: number): number {
  if (bytes <= LEAST) return LEAST
  const step = 2 ** (Math.floor(Math.log2(bytes - 1)) - 2)
  return Math.ceil(bytes / step) * step
}
