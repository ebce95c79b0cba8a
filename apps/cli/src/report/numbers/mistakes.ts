/** A class that was taken for another. */
export interface Mistake {
  readonly actual: number
  readonly predicted: number
  readonly count: number
  /** Of the rows of the class. */
  readonly share: number
}

/** What was mistaken most often, so many at most. */
export function mostFrequentMistakes(counts: readonly (readonly number[])[], most: number): Mistake[] {
  const mistakes = counts.flatMap((row, actual) => {
    const all = row.reduce((sum, count) => sum + count, 0)
    return row.flatMap((count, predicted) =>
      predicted === actual || count === 0 ? [] : [{ actual, predicted, count, share: count / all }],
    )
  })
  return mistakes.toSorted((a, b) => b.count - a.count || b.share - a.share).slice(0, most)
}
