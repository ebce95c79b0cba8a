import { escapeUTF8 } from 'entities'
import type { CaseResult } from '../bench.ts'
import type { Report } from '../run.ts'

/** The report as one HTML page that needs nothing else: failures open, what passed folded away by operation. */
export function htmlReport({
  backend,
  info,
  level,
  numerics,
  seed,
  results,
  passed,
  failed,
  skipped,
}: Report): string {
  const verdict = failed === 0 ? 'conforms' : 'does not conform'
  const facts: [string, string][] = [
    ['Device', info.device],
    ['Mode', info.mode ?? '–'],
    ['Level', level],
    ['Unit roundoff', `2^${Math.log2(numerics.unitRoundoff)}`],
    ['Subnormals', numerics.subnormals],
    ['NaN and ±∞', numerics.nonFinite],
    ['Seed', String(seed)],
  ]
  const byOperation = Map.groupBy(results, ({ op }) => op)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(backend)} ${verdict}</title>
<style>${STYLE}</style>
<h1><span class="${failed === 0 ? 'passed' : 'failed'}">${text(backend)} ${verdict}</span></h1>
<p>${passed} passed, ${failed} failed, ${skipped} skipped</p>
<dl>${facts.map(([name, value]) => `<dt>${text(name)}<dd>${text(value)}`).join('')}</dl>
${[...byOperation].map(([op, cases]) => operation(op, cases)).join('\n')}
</html>
`
}

function operation(op: string, cases: readonly CaseResult[]): string {
  const failures = cases.filter(({ status }) => status === 'failed').length
  const heading = failures === 0 ? `${cases.length} cases` : `${failures} of ${cases.length} failed`
  return `<details${failures === 0 ? '' : ' open'}>
<summary class="${failures === 0 ? 'passed' : 'failed'}"><code>${text(op)}</code> ${heading}</summary>
<ul>${cases.map(row).join('')}</ul>
</details>`
}

const row = ({ title, status, reason }: CaseResult): string =>
  `<li class="${status}">${text(title)}${reason === undefined ? '' : `<pre>${text(reason)}</pre>`}`

const text = escapeUTF8

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff }
h1 { font-size: 1.6rem; margin-bottom: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.5rem; margin: 1.5rem 0 }
dt { color: #5b6675 } dd { margin: 0 }
details { border-top: 1px solid #dde2e8; padding: .4rem 0 }
summary { cursor: pointer } ul { list-style: none; padding-left: 1rem } li::before { display: inline-block; width: 1.4em }
.passed::before { content: "✓ "; color: #1a7f37 } .failed::before { content: "✗ "; color: #b42318 } .skipped::before { content: "– "; color: #8a6d00 }
pre { white-space: pre-wrap; background: #f4f6f8; padding: .5rem .75rem; margin: .25rem 0 .5rem 1.4em }
`
