/** What the reader of a data file should know where its first line, which names the columns, looks like a row; else nothing. */
export function headerHint(name: string, columns: readonly string[]): string | undefined {
  const numbers = columns.filter((column) => column.trim() !== '' && Number.isFinite(Number(column)))
  if (2 * numbers.length <= columns.length) return undefined
  return `The first line of ${name} was read as the names of its columns: ${columns.slice(0, 5).join(', ')}${columns.length > 5 ? ', …' : ''}. If it is a row, put a line of names above it.`
}
