import type { CaseResult, Counts, Report, Reported, Untested } from '../result.ts'

/** The backends that were tested, and those that were not. */
export function splitReported(reported: Reported): {
  readonly reports: readonly Report[]
  readonly untested: readonly Untested[]
} {
  if ('results' in reported) return { reports: [reported], untested: [] }
  return {
    reports: reported.filter(isReport),
    untested: reported.filter((each): each is Untested => !isReport(each)),
  }
}

const isReport = (each: Report | Untested): each is Report => 'results' in each

/** So many backends, in words. */
export const backends = (count: number): string => `${count} ${count === 1 ? 'backend' : 'backends'}`

/** The counts of all reports together. */
export function totals(reports: readonly Report[]): Counts {
  const sum = (status: keyof Counts): number => reports.reduce((total, report) => total + report[status], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), notRun: sum('notRun') }
}

/** The one case of a backend that was not tested, for reports that are lists of cases. */
export const untestedRow = (reason: string): CaseResult => ({
  op: 'provider',
  title: 'makes a backend',
  level: 'core',
  status: 'not run',
  reason,
  milliseconds: 0,
})
