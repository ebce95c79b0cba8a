const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const four = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

const withMinus = (text: string): string => text.replaceAll('-', '−')

/** Such as `1,000,000`. */
export const count = (value: number): string => whole.format(value)

/** So many of a thing, such as `1 row` and `2 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Four digits of a number of any size. */
export function figure(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return withMinus(String(value)).replace('Infinity', '∞')
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return withMinus(value.toExponential(2))
  return withMinus(four.format(value))
}

/** Such as `0.967`: numbers of a column line up. */
export const fixed = (value: number, digits = 3): string => withMinus(value.toFixed(digits))

/** Such as `96.7 %`, in one piece. What is not all is never told as 100.0 %. */
export const percent = (share: number): string =>
  `${Math.min(100 * share, share < 1 ? 99.9 : 100).toFixed(1)}\u00A0%`

/** Such as `25 November 2026 at 22:10 UTC`. */
export const date = (value: Date): string => `${day.format(value)} UTC`

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.floor(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return hours === 0
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${count(hours)} h ${minutes % 60} min`
}

const characters = new Intl.Segmenter('en')

/** A text of so many characters at most, as readers see them. */
export function shortened(text: string, most: number): string {
  let kept = ''
  let taken = 0
  for (const { segment, index } of characters.segment(text)) {
    if (taken === most - 1 && index + segment.length < text.length) return `${kept}…`
    kept += segment
    taken++
  }
  return text
}
