import type { Report } from '../result.ts'

/** The report as JSON, two spaces deep. */
export const jsonReport = (report: Report): string => `${JSON.stringify(report, undefined, 2)}\n`
