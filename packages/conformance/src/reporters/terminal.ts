import type { CaseResult } from '../bench.ts'
import { caseName } from '../case.ts'
import type { Report } from '../run.ts'

/** The report for a terminal: what failed and what was skipped, each with its reason, then one line for each operation. */
export function terminalReport({
  backend,
  info,
  level,
  seed,
  results,
  passed,
  failed,
  skipped,
}: Report): string {
  const mode = info.mode === undefined ? '' : `, ${info.mode}`
  return [
    `${backend} (${level} level) on ${info.device}${mode}; seed ${seed}`,
    '',
    ...operationLines(results),
    ...section('Skipped', results, 'skipped', '–'),
    ...section('Failed', results, 'failed', '✗'),
    '',
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
    '',
  ].join('\n')
}

function operationLines(results: readonly CaseResult[]): string[] {
  const byOperation = Map.groupBy(results, ({ op }) => op)
  const width = Math.max(...[...byOperation.keys()].map((op) => op.length))
  return [...byOperation].map(([op, cases]) => {
    const failures = cases.filter(({ status }) => status === 'failed').length
    const passes = cases.filter(({ status }) => status === 'passed').length
    return `  ${failures === 0 ? '✓' : '✗'} ${op.padEnd(width)}  ${passes} of ${cases.length}`
  })
}

function section(
  heading: string,
  results: readonly CaseResult[],
  status: CaseResult['status'],
  sign: string,
): string[] {
  const rows = results.filter((result) => result.status === status)
  if (rows.length === 0) return []
  return [
    '',
    heading,
    ...rows.flatMap((result) => [`  ${sign} ${caseName(result)}`, `      ${result.reason ?? ''}`]),
  ]
}
