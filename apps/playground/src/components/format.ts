/** 12,345. */
export const formatCount = (count: number): string => count.toLocaleString('en')

/** So many digits that count, and a minus as it is set: −1,230. */
export const formatNumber = (value: number, digits: number): string =>
  withMinus(value.toLocaleString('en', { maximumSignificantDigits: digits }))

/** Four digits that count. */
export const formatLoss = (loss: number | undefined): string =>
  loss === undefined || Number.isNaN(loss) ? '–' : loss.toPrecision(4)

/** R², which has no lower end, and is none where there is nothing to explain. */
export function formatR2(r2: number): string {
  if (!Number.isFinite(r2)) return '–'
  return withMinus(Math.abs(r2) < 10 ? r2.toFixed(4) : r2.toPrecision(4))
}

/** A share in percent. */
export const formatShare = (share: number): string =>
  Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`

/** A minus is as wide as a plus, where a hyphen is not: of a number, and of its power of ten. */
export const withMinus = (number: string): string => number.replaceAll('-', '−')
