/** Takes the time from lap to lap. */
export interface Stopwatch {
  readonly lap: () => void
  /** Milliseconds of the shortest lap: what it takes where no other process is in the way. */
  readonly least: () => number
}

export function stopwatch(): Stopwatch {
  let last = performance.now()
  let least = Infinity
  return {
    lap: () => {
      const now = performance.now()
      least = Math.min(least, now - last)
      last = now
    },
    least: () => least,
  }
}
