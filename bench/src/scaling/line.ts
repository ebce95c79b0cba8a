/** What is measured at a size. */
export interface Point {
  readonly size: number
  readonly value: number
}

/** `value ≈ constant + slope · size`. */
export interface Line {
  readonly constant: number
  readonly slope: number
}

/**
 * The line with the least sum of squares of the relative residuals: sizes that differ by powers of ten count alike. Throws `RangeError`
 * unless there are two sizes.
 */
export function fitLine(points: readonly Point[]): Line {
  // With weights w = 1/value², the normal equations of two unknowns.
  const sums = { w: 0, x: 0, y: 0, xx: 0, xy: 0 }
  for (const { size, value } of points) {
    const w = 1 / value ** 2
    sums.w += w
    sums.x += w * size
    sums.y += w * value
    sums.xx += w * size ** 2
    sums.xy += w * size * value
  }
  const determinant = sums.w * sums.xx - sums.x ** 2
  if (!(determinant > 0)) throw new RangeError('A line needs two sizes at least.')
  return {
    constant: (sums.xx * sums.y - sums.x * sums.xy) / determinant,
    slope: (sums.w * sums.xy - sums.x * sums.y) / determinant,
  }
}

export const onLine = ({ constant, slope }: Line, size: number): number => constant + slope * size

/** How far each measurement is from the line, as a share of what the line says. */
export const residuals = (line: Line, points: readonly Point[]): number[] =>
  points.map(({ size, value }) => value / onLine(line, size) - 1)
