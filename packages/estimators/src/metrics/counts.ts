/** The samples that concern one class. */
export interface Counts {
  /** Of the class, and predicted to be. */
  readonly right: number
  /** Predicted to be of the class, and not. */
  readonly wrong: number
  /** Of the class, and not predicted to be. */
  readonly missed: number
}

/** A share of nothing is 0. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

export const precisionOf = ({ right, wrong }: Counts): number => share(right, right + wrong)
export const recallOf = ({ right, missed }: Counts): number => share(right, right + missed)
export const f1Of = ({ right, wrong, missed }: Counts): number => share(2 * right, 2 * right + wrong + missed)

/** Those of all classes together. */
export const total = (each: readonly Counts[]): Counts => ({
  right: each.reduce((sum, { right }) => sum + right, 0),
  wrong: each.reduce((sum, { wrong }) => sum + wrong, 0),
  missed: each.reduce((sum, { missed }) => sum + missed, 0),
})
