/** In the order in which they are preferred: a comma may be that of a decimal number, and so comes last. */
const SEPARATORS = ['\t', ';', '|', ','] as const

/** How many records tell the separator. */
export const SEPARATOR_RECORDS = 10

/**
 * What separates the values of the first records: what stands in each of them as often as in the first; where there is none, what
 * stands most often in the first; where there is none either, a comma.
 */
export function recogniseSeparator(text: string): string {
  const records = firstRecords(text)
  const counts = SEPARATORS.map((separator) => ({
    separator,
    counts: records.map((record) => record.split(separator).length - 1),
  }))
  const same = counts.find(
    ({ counts: [first, ...rest] }) => first > 0 && rest.every((each) => each === first),
  )
  if (same) return same.separator
  const [most] = counts.toSorted((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0))
  return (most.counts[0] ?? 0) > 0 ? most.separator : ','
}

/** The first records, with a mere quote for what stands between quotes. */
const firstRecords = (text: string): string[] =>
  text
    .replaceAll(/"[^"]*"/gu, '"')
    .split(/\r\n|\n|\r/u)
    .filter((line) => line !== '')
    .slice(0, SEPARATOR_RECORDS)
