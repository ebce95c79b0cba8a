import { escapeUTF8 as text } from 'entities'
import type { CaseResult, OperationCounts, Report, Reported, Untested } from '../result.ts'
import {
  byOperation,
  closenessOf,
  countsInWords,
  operationRows,
  type OperationResults,
  statusOf,
} from './by-operation.ts'
import { type AlikeResults, byReason } from './by-reason.ts'
import { classOf, page } from './page.ts'
import { splitReported } from './reported.ts'

/**
 * The report as one HTML page that needs nothing else: what failed on top, then each operation, folded away where it passed. Of
 * several backends, a table of operations and backends, then the report of each.
 */
export const htmlReport = (reported: Reported): string =>
  'results' in reported ? pageOfOne(reported) : pageOfSeveral(reported)

const pageOfOne = (report: Report): string =>
  page(`${text(report.backend)} ${verdictOf(report).words}`, reportOf(report))

function pageOfSeveral(reported: readonly (Report | Untested)[]): string {
  const { reports, untested } = splitReported(reported)
  const title = `${reported.length} backends`
  return page(
    title,
    `<h1>${title}</h1>
${operationsTable(reports)}
${section('What was not tested', untested.map(absent))}
${reports.map(reportOf).join('\n')}`,
  )
}

function reportOf(report: Report): string {
  const { backend, results } = report
  const verdict = verdictOf(report)
  const failures = results.filter(({ status }) => status === 'failed')
  return `<header class="${classOf(verdict.status)}">
<p class="kicker">bilayer conformance</p>
<h1>${text(backend)} <em>${verdict.words}</em></h1>
${counts(report)}
${facts(report)}
</header>
<main>
${section('What failed', failures.map(failure))}
${section('What was not run', byReason(results, 'not run').map(unrun))}
${section('Every operation', byOperation(report).map(operation))}
</main>`
}

/** A row for each operation, a column for each backend. */
function operationsTable(reports: readonly Report[]): string {
  const heads = reports.map(({ backend }) => `<th scope="col">${text(backend)}`)
  const rows = operationRows(reports).map(
    ({ op, cells }) => `<tr><th scope="row"><code>${text(op)}</code>${cells.map(cell).join('')}`,
  )
  return `<div class="table"><table>\n<tr><td>${heads.join('')}\n${rows.join('\n')}\n</table></div>`
}

const cell = (results: OperationCounts | undefined): string =>
  results ? `<td class="${classOf(statusOf(results))}">${countsInWords(results)}` : '<td>'

const absent = ({ backend, reason }: Untested): string =>
  `<section class="not-run"><h3>${text(backend)}</h3><pre>${text(reason)}</pre></section>`

const section = (title: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : `<h2>${title}</h2>\n${parts.join('\n')}`

function verdictOf({ failed, notRun }: Report): { status: CaseResult['status']; words: string } {
  if (failed > 0) return { status: 'failed', words: 'does not conform' }
  if (notRun > 0) return { status: 'not run', words: 'was not tested to the end' }
  return { status: 'passed', words: 'conforms' }
}

function counts({ results, passed, failed, skipped, notRun }: Report): string {
  const all = { passed, failed, skipped, 'not run': notRun }
  const parts = Object.entries(all).filter(([, count]) => count > 0)
  const bar = parts.map(([status, count]) => `<i class="${classOf(status)}" style="flex:${count}"></i>`)
  const numbers = parts.map(([status, count]) => `<li class="${classOf(status)}"><b>${count}</b> ${status}`)
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return `<div class="bar" aria-hidden="true">${bar.join('')}</div>
<ul class="counts">${numbers.join('')}<li>in ${(total / 1000).toFixed(1)} s</ul>`
}

function facts({ info, level, numerics, suite, seed }: Report): string {
  const list = {
    ...(info && { Device: info.device, Mode: info.mode ?? '–' }),
    ...(level && { Level: level }),
    ...(numerics && {
      'Unit roundoff': `2^${Math.log2(numerics.unitRoundoff)}`,
      Subnormals: numerics.subnormals,
      'NaN and ±∞': numerics.nonFinite,
    }),
    Suite: suite,
    Seed: String(seed),
  }
  const items = Object.entries(list).map(([name, value]) => `<div><dt>${text(name)}<dd>${text(value)}</div>`)
  return `<dl>${items.join('')}</dl>`
}

const failure = ({ op, title, reason = '' }: CaseResult): string =>
  `<section><h3><code>${text(op)}</code> ${text(title)}</h3><pre>${text(reason)}</pre></section>`

function unrun({ reason, cases: [first, ...others] }: AlikeResults): string {
  const what =
    others.length > 0 ? `${1 + others.length} cases` : `<code>${text(first.op)}</code> ${text(first.title)}`
  return `<section class="not-run"><h3>${what}</h3><pre>${text(reason)}</pre></section>`
}

function operation(results: OperationResults): string {
  const { op, cases, failed } = results
  return `<details${failed > 0 ? ' open' : ''}>
<summary class="${classOf(statusOf(results))}"><code>${text(op)}</code><span>${countsInWords(results)}</span></summary>
<ul>${cases.map(row).join('')}</ul>
</details>`
}

function row({ title, status, reason = '', errorShare }: CaseResult): string {
  const closeness = errorShare === undefined ? '' : closenessOf(errorShare)
  const remark = status === 'skipped' ? text(reason) : closeness
  return `<li class="${classOf(status)}">${text(title)}${remark === '' ? '' : ` <small>${remark}</small>`}`
}
