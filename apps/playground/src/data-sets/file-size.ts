/** The largest file that is read, in bytes. */
const MOST_BYTES = 20 * 2 ** 20

/** Throws, before a byte is read, for a file that is too large for the page. */
export function checkFileSize({ name, size }: { readonly name: string; readonly size: number }): void {
  if (size <= MOST_BYTES) return
  const [found, most] = [size, MOST_BYTES].map((count) => (count / 2 ** 20).toFixed(1))
  throw new Error(`${name} has ${found} MB; the page takes ${most} MB at most. Give it a part of the rows.`)
}
