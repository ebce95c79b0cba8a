import { escapeUTF8 as text } from 'entities'
import type { CaseResult } from '../bench.ts'
import type { Report } from '../run.ts'
import { byOperation, type OperationResults } from './by-operation.ts'

/** The report as one HTML page that needs nothing else: what failed on top, then each operation, folded away where it passed. */
export function htmlReport(report: Report): string {
  const { backend, results, failed } = report
  const verdict = failed === 0 ? 'conforms' : 'does not conform'
  const failures = results.filter(({ status }) => status === 'failed')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(backend)} ${verdict}</title>
<style>${STYLE}</style>
<header class="${failed === 0 ? 'passed' : 'failed'}">
<p class="kicker">bilayer conformance</p>
<h1>${text(backend)} <em>${verdict}</em></h1>
${counts(report)}
${facts(report)}
</header>
<main>
${failures.length === 0 ? '' : `<h2>What failed</h2>\n${failures.map(failure).join('\n')}`}
<h2>Every operation</h2>
${byOperation(results).map(operation).join('\n')}
</main>
</html>
`
}

function counts({ results, passed, failed, skipped }: Report): string {
  const parts = Object.entries({ passed, failed, skipped }).filter(([, count]) => count > 0)
  const bar = parts.map(([status, count]) => `<i class="${status}" style="flex:${count}"></i>`)
  const numbers = parts.map(([status, count]) => `<li class="${status}"><b>${count}</b> ${status}`)
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return `<div class="bar" aria-hidden="true">${bar.join('')}</div>
<ul class="counts">${numbers.join('')}<li>in ${(total / 1000).toFixed(1)} s</ul>`
}

function facts({ info, level, numerics, seed }: Report): string {
  const list: [string, string][] = [
    ['Device', info.device],
    ['Mode', info.mode ?? '–'],
    ['Level', level],
    ['Unit roundoff', `2^${Math.log2(numerics.unitRoundoff)}`],
    ['Subnormals', numerics.subnormals],
    ['NaN and ±∞', numerics.nonFinite],
    ['Seed', String(seed)],
  ]
  return `<dl>${list.map(([name, value]) => `<div><dt>${text(name)}<dd>${text(value)}</div>`).join('')}</dl>`
}

const failure = ({ op, title, reason = '' }: CaseResult): string =>
  `<section class="failure"><h3><code>${text(op)}</code> ${text(title)}</h3><pre>${text(reason)}</pre></section>`

function operation({ op, cases, passed, failed }: OperationResults): string {
  const status = failed > 0 ? 'failed' : passed > 0 ? 'passed' : 'skipped'
  return `<details${failed > 0 ? ' open' : ''}>
<summary class="${status}"><code>${text(op)}</code><span>${passed} of ${cases.length}</span></summary>
<ul>${cases.map(row).join('')}</ul>
</details>`
}

const row = ({ title, status, reason }: CaseResult): string =>
  `<li class="${status}">${text(title)}${status === 'skipped' ? ` <small>${text(reason ?? '')}</small>` : ''}`

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1b2330, #e6eaf0); --dim: light-dark(#5c6778, #97a3b4); --line: light-dark(#dfe4ea, #2c3543);
  --page: light-dark(#f6f7f9, #10151c); --card: light-dark(#fff, #171e28); --passed: light-dark(#1a7f37, #3fb950); --failed: light-dark(#c0271c, #ff7b72); --skipped: light-dark(#946800, #d4a72c) }
* { box-sizing: border-box }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
header { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem 1.75rem; border-top: 5px solid var(--passed) }
header.failed { border-top-color: var(--failed) }
.kicker { margin: 0; color: var(--dim); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase }
h1 { margin: .1rem 0 1rem; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere } h1 em { font-style: normal; color: var(--passed) } header.failed h1 em { color: var(--failed) }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem } h3 { font-size: 1rem; margin: 0 0 .5rem; font-weight: 600 }
.bar { display: flex; gap: 3px; height: 10px } .bar i { border-radius: 3px; min-width: 4px; background: var(--passed) } .bar .failed { background: var(--failed) } .bar .skipped { background: var(--skipped) }
ul { list-style: none; margin: 0; padding: 0 } .counts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .6rem 0 0; color: var(--dim) }
.counts .passed b { color: var(--passed) } .counts .failed b { color: var(--failed) } .counts .skipped b { color: var(--skipped) }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 1.25rem 0 0 }
dt { color: var(--dim); font-size: .8rem } dd { margin: 0; overflow-wrap: anywhere }
code { font: .95em ui-monospace, monospace }
details, .failure { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: .5rem 0 } .failure { padding: 1rem 1.25rem; border-left: 4px solid var(--failed) }
summary { display: flex; gap: .6rem; padding: .55rem 1.1rem; cursor: pointer; list-style: none } summary::-webkit-details-marker { display: none } summary span { margin-left: auto; color: var(--dim) }
details ul { padding: .25rem 1.1rem .8rem; border-top: 1px solid var(--line) } details li { padding: .1rem 0 } small { color: var(--dim) }
summary::before, details li::before { content: "✓"; color: var(--passed); display: inline-block; width: 1.3em }
summary.failed::before, details li.failed::before { content: "✗"; color: var(--failed) } summary.skipped::before, details li.skipped::before { content: "–"; color: var(--skipped) }
pre { font: .9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; color: var(--dim) }
`
