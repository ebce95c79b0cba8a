import { caseName } from '../case.ts'
import type { CaseResult, Reported } from '../result.ts'
import { splitReported, untestedRow } from './reported.ts'

/** A line of TAP, and what is told below it. */
interface Point {
  readonly backend: string
  readonly result: CaseResult
}

/**
 * The report as TAP, version 14 (Test Anything Protocol, https://testanything.org): a line for each case of each backend. It
 * knows no cases that were not run: they are skipped, as is the one case of a backend that was not tested.
 */
export function tapReport(reported: Reported): string {
  const { reports, untested } = splitReported(reported)
  const points: readonly Point[] = [
    ...reports.flatMap(({ backend, results }) => results.map((result) => ({ backend, result }))),
    ...untested.map(({ backend, reason }) => ({ backend, result: untestedRow(reason) })),
  ]
  const suites = reports.map(({ backend, suite }) => inOneLine(`# ${backend}: suite ${suite}`))
  return ['TAP version 14', ...suites, `1..${points.length}`, ...points.flatMap(pointLines), ''].join('\n')
}

function pointLines({ backend, result }: Point, i: number): string[] {
  const { status, reason = '', milliseconds, errorShare } = result
  const outcome = status === 'failed' ? 'not ok' : 'ok'
  const line = `${outcome} ${i + 1} - ${escaped(`${backend} › ${caseName(result)}`)}${directive(result)}`
  // A string of JSON is one of YAML too.
  const message = status === 'failed' ? [`  message: ${JSON.stringify(reason)}`] : []
  const closeness = errorShare === undefined ? [] : [`  error_share: ${errorShare}`]
  return [line, '  ---', `  duration_ms: ${milliseconds}`, ...closeness, ...message, '  ...']
}

function directive({ status, reason = '' }: CaseResult): string {
  if (status === 'passed' || status === 'failed') return ''
  const [summary] = reason.split('\n')
  return ` # SKIP ${status === 'not run' ? 'not run: ' : ''}${inOneLine(summary)}`
}

/** A name: a hash would begin a directive. */
const escaped = (text: string): string => inOneLine(text.replaceAll(/[\\#]/gu, String.raw`\$&`))

const inOneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ')
