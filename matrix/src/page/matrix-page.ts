import { escapeUTF8 as text } from 'entities'
import { casesOf, percent, statusOf } from '../../../packages/conformance/src/reporters/by-operation.ts'
import { classOf, page } from '../../../packages/conformance/src/reporters/page.ts'
import { badgeOf } from '../badge.ts'
import { type Absence, type Entry, isProof, type Matrix, type Proof, type RuntimeFacts } from '../matrix.ts'
import { STYLE } from './style.ts'

/** The matrix as one page that needs nothing else: every backend in every runtime, then the operations of each backend. */
export function matrixPage(matrix: Matrix): string {
  const wrong = matrix.entries.filter(isProof).some(({ failed, notRun }) => failed + notRun > 0)
  return page(
    'bilayer: where each backend was proven',
    `<header class="${wrong ? 'failed' : 'passed'}">
<p class="kicker">bilayer conformance</p>
<h1>Where each backend was proven</h1>
<p>The conformance suite holds every operation of a backend, element by element, against float64 arithmetic that knows how far float32 may be from it. Here is what came of it, in every runtime that could be had. The same is in <a href="matrix.json">matrix.json</a>.</p>
${facts(matrix)}
</header>
<main>
<h2 id="overview">Every backend in every runtime</h2>
${overview(matrix)}
${matrix.backends.map((backend) => section(matrix, backend)).join('\n')}
</main>`,
    STYLE,
  )
}

function facts({ machine, only, runtimes, entries }: Matrix): string {
  const suites = [...new Set(entries.filter(isProof).map(({ suite }) => suite))]
  const list = {
    Suite: suites.join(', '),
    ...(only !== '' && { 'Only the cases with': only }),
    Date: [...new Set(runtimes.map(({ date }) => date))].join(', '),
    Machine: `${machine.cores} cores of ${machine.processor}, ${machine.memory}`,
    System: machine.system,
  }
  const items = Object.entries(list).map(([name, value]) => `<div><dt>${name}<dd>${text(value)}</div>`)
  return `<dl>${items.join('')}</dl>`
}

/** A table that scrolls by itself where the page is narrow, by the keyboard too. */
const table = (caption: string, head: string, rows: readonly string[]): string =>
  `<div class="table" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`

const runtimeHead = ({ title, version }: RuntimeFacts): string =>
  `<th scope="col">${text(title)} <small>${version === undefined ? 'not here' : text(version)}</small>`

function overview({ backends, runtimes, entries }: Matrix): string {
  const rows = backends.map((backend) => {
    const cells = runtimes.map(({ name }) => {
      const entry = entries.find((each) => each.backend === backend && each.runtime === name)
      return entry ? overviewCell(entry) : '<td>'
    })
    return `<tr><th scope="row"><a href="#${backend}">${text(backend)}</a>${cells.join('')}`
  })
  const head = `<th scope="col">Backend${runtimes.map(runtimeHead).join('')}`
  return table('What came of all cases, by backend and runtime', head, rows)
}

function overviewCell(entry: Entry): string {
  if (!isProof(entry)) return `<td class="not-run"><a href="#${entry.backend}-absent">not tested</a>`
  const { passed, failed, skipped, notRun } = entry
  const parts = Object.entries({ passed, failed, skipped, 'not run': notRun })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
  return `<td class="${classOf(statusOf(entry))}">${parts.join(', ')}`
}

function section(matrix: Matrix, backend: string): string {
  const own = matrix.entries.filter((entry) => entry.backend === backend)
  const proofs = own.filter(isProof)
  const absences = own.filter((entry): entry is Absence => !isProof(entry))
  return `<h2 id="${backend}">${text(backend)}</h2>
<p class="badge">${inlineBadge(matrix, backend)}</p>
${proofs.length > 0 ? operationsTable(matrix, backend, proofs) : ''}
${details(
  'How it ran',
  proofs.map((proof) => ran(matrix, proof)),
)}
${details('What was skipped, and why', skips(matrix, proofs))}
${titledList(
  'What failed or was not run',
  proofs.flatMap((proof) => failures(matrix, proof)),
)}
${absent(matrix, backend, absences)}`
}

/** Without the declarations of a file of its own; its title is its name. */
const inlineBadge = (matrix: Matrix, backend: string): string => badgeOf(matrix, backend).trim()

function operationsTable(matrix: Matrix, backend: string, proofs: readonly Proof[]): string {
  const ops = [...new Set(proofs.flatMap(({ operations }) => operations.map(({ op }) => op)))]
  const rows = ops.map((op) => {
    const cells = proofs.map(({ operations }) => {
      const found = operations.find((each) => each.op === op)
      if (!found) return '<td>'
      const share = found.errorShare === undefined ? '' : `, ${percent(found.errorShare)}`
      return `<td class="${classOf(statusOf(found))}">${casesOf(found)}${share}`
    })
    return `<tr><th scope="row"><code>${text(op)}</code>${cells.join('')}`
  })
  const heads = proofs.map((proof) => runtimeHead(runtimeOf(matrix, proof)))
  const caption = `${text(backend)}, by operation: cases that passed, and the largest error as a share of the bound, where one is allowed`
  return table(caption, `<th scope="col">Operation${heads.join('')}`, rows)
}

function runtimeOf({ runtimes }: Matrix, { runtime }: Entry): RuntimeFacts {
  const found = runtimes.find(({ name }) => name === runtime)
  if (!found) throw new Error(`The matrix has no runtime ${runtime}.`)
  return found
}

const titleOf = (matrix: Matrix, entry: Entry): string => text(runtimeOf(matrix, entry).title)

function ran(matrix: Matrix, proof: Proof): string {
  const { level, device, mode, seed } = proof
  const on = [device, mode].filter((part) => part !== undefined).join(', ')
  const how = [...(level === undefined ? [] : [`${level} level`]), ...(on === '' ? [] : [text(on)])]
  return `<li><b>${titleOf(matrix, proof)}</b>: ${[...how, `seed ${seed}`].join('; ')}`
}

/** A reason once, with the runtimes and the operations that it was given for. */
function skips(matrix: Matrix, proofs: readonly Proof[]): string[] {
  const reasons = [...new Set(proofs.flatMap((proof) => proof.skips.map(({ reason }) => reason)))]
  return reasons.map((reason) => {
    const where = proofs.filter((proof) => proof.skips.some((skip) => skip.reason === reason))
    const found = where.flatMap((proof) => proof.skips.filter((skip) => skip.reason === reason))
    const ops = [...new Set(found.map(({ op }) => op))]
    const titles = where.map((proof) => titleOf(matrix, proof))
    return `<li>${text(reason)}: ${ops.map((op) => `<code>${text(op)}</code>`).join(', ')}, in ${titles.join(', ')}`
  })
}

const failures = (matrix: Matrix, proof: Proof): string[] =>
  proof.failures.map(
    ({ name, reason }) =>
      `<li><b>${titleOf(matrix, proof)}</b>: <code>${text(name)}</code><pre>${text(reason)}</pre>`,
  )

function absent(matrix: Matrix, backend: string, absences: readonly Absence[]): string {
  const items = absences.map((entry) => `<li><b>${titleOf(matrix, entry)}</b>: ${text(entry.reason)}`)
  const list = titledList('Where it was not tested, and why', items)
  return list === '' ? '' : `<div id="${backend}-absent">${list}</div>`
}

const titledList = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `<h3>${title}</h3>\n<ul class="list">${items.join('\n')}</ul>`

const details = (title: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<details><summary class="plain">${title}</summary><ul class="list">${items.join('\n')}</ul></details>`
