/** One thing that must work for somebody who has only what was published. */
export interface Check {
  readonly name: string
  /** Rejects where it does not work, with what was run and what came of it. */
  readonly run: () => Promise<unknown>
}

/** How many checks ended in which way. */
export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** How checks are run. */
export interface RunChecksOptions {
  readonly checks: readonly Check[]
  /** How many are run at a time. */
  readonly atOnce: number
  /** After it, no further check is begun. */
  readonly signal: AbortSignal
  readonly print: (line: string) => void
}

/** Runs the checks, and prints a line for each when it has ended, with what went wrong below it. */
export async function runChecks({ checks, atOnce, signal, print }: RunChecksOptions): Promise<Counts> {
  const counts = { passed: 0, failed: 0 }
  const waiting = checks.values()
  const work = async (): Promise<void> => {
    for (const { name, run } of waiting) {
      if (signal.aborted) return
      const begin = performance.now()
      const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`
      try {
        await run()
        counts.passed++
        print(`✓ ${name} (${seconds()})`)
      } catch (error) {
        if (signal.aborted) return
        counts.failed++
        print(`✗ ${name} (${seconds()})\n${indented(error instanceof Error ? error.message : String(error))}`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return counts
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gmu, '    ')
