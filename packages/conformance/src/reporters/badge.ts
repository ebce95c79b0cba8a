import { caseName } from '../case.ts'
import { conformanceCases } from '../cases.ts'
import type { CaseResult, Report, Reported, Untested } from '../result.ts'
import { badgeImage } from './badge-image.ts'
import { statusOf } from './by-operation.ts'
import { backends, splitReported, totals } from './reported.ts'

/**
 * A badge as an SVG image, for the README of a backend: how many cases passed, of several reports together, or what is to be said
 * against it.
 */
export function badgeReport(reported: Reported): string {
  const { reports, untested } = splitReported(reported)
  const versions = [...new Set(reports.map(({ suite }) => suite))]
  const { words, status } = verdictOf(reports, untested)
  return badgeImage(['bilayer conformance', ...versions].join(' '), words, status)
}

/** What is to be said of all backends together. A part of the suite proves nothing of the rest, nor one backend anything of another. */
function verdictOf(
  reports: readonly Report[],
  untested: readonly Untested[],
): { words: string; status: CaseResult['status'] } {
  const counts = totals(reports)
  const { passed, failed, skipped, notRun } = counts
  const status = statusOf(counts)
  if (reports.length === 0) return { words: 'not tested', status: 'not run' }
  if (failed > 0) return { words: `${failed} failed`, status }
  if (notRun > 0) return { words: `${notRun} not run`, status }
  const missing = [
    ...(reports.every(isWhole) ? [] : ['of a part']),
    ...(untested.length > 0 ? [`${backends(untested.length)} not tested`] : []),
  ]
  const words = [`${passed} passed`, ...(skipped > 0 ? [`${skipped} skipped`] : []), ...missing].join(', ')
  return { words, status: missing.length === 0 ? status : 'not run' }
}

function isWhole({ results }: Report): boolean {
  const names = new Set(results.map(caseName))
  return conformanceCases.every((each) => names.has(caseName(each)))
}
