import type { Reported } from '../result.ts'

/** The report as JSON, or a list of them, two spaces deep. */
export const jsonReport = (report: Reported): string => `${JSON.stringify(report, undefined, 2)}\n`
