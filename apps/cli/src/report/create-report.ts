import { count, counted, date, duration } from './html/format.ts'
import { html, type Html } from './html/html.ts'
import { type Headline, headlines } from './html/section.ts'
import { style } from './html/style.ts'
import { facts } from './html/table.ts'
import { classFigures } from './numbers/classes.ts'
import { quantityFigures } from './numbers/quantities.ts'
import type { ClassificationTask, RegressionTask, Report } from './report.ts'
import { classesSection, classHeadlines } from './sections/classes.ts'
import { columnsSection } from './sections/columns.ts'
import { historySection } from './sections/history.ts'
import { networkSection } from './sections/network.ts'
import { quantitiesSection, quantityHeadlines } from './sections/quantities.ts'

/** Nothing but the page's own style is ever loaded or run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** The report as one HTML page that needs nothing else: no script, no network. Throws `ArgumentError` for labels that the target has not. */
export function createReport(report: Report): string {
  const results = resultsOf(report.task)
  return html`${DOCTYPE}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.title}</title>
${style}
</head>
<body>
<header>
<p class="kicker">bilayer · ${report.task.kind}</p>
<h1>${report.title}</h1>
<p class="lead">${summary(report)}</p>
${headlines(results.headlines)}
</header>
<main>
${results.section}
${historySection(report)}
${networkSection(report)}
${columnsSection(report.encoding)}
${originSection(report)}
</main>
</body>
</html>
`.markup
}

const DOCTYPE: Html = { markup: '<!doctype html>' }

interface Results {
  readonly headlines: readonly Headline[]
  readonly section: Html | undefined
}

const NO_RESULTS: Results = { headlines: [], section: undefined }

function resultsOf(task: Report['task']): Results {
  return task.kind === 'classification' ? classResults(task) : quantityResults(task)
}

function classResults(task: ClassificationTask): Results {
  const { tested, target } = task
  if (tested === undefined || tested.actual.length === 0) return NO_RESULTS
  const figures = classFigures(target, tested)
  return { headlines: classHeadlines(figures), section: classesSection(task, tested.rows, figures) }
}

function quantityResults({ tested }: RegressionTask): Results {
  const figures = tested && quantityFigures(tested)
  if (tested === undefined || figures === undefined) return NO_RESULTS
  return { headlines: quantityHeadlines(figures), section: quantitiesSection(tested.rows, figures) }
}

const summary = ({ task, data, date: when }: Report): string =>
  `Predicts ${task.target.name}. ${data.file} has ${counted(data.rows, 'row')} and ${counted(data.columns, 'column')}. ${date(when)}.`

const originSection = ({ command, data, backend, versions, seconds, date: when }: Report): Html =>
  html`<section><h2>How this was made</h2><div class="card">
<pre class="command"><code>${command}</code></pre>
${facts([
  ['Data', `${data.file} (${count(data.rows)} × ${count(data.columns)})`],
  ['Backend', backend.name],
  ['Device', backend.device],
  ...(backend.mode === undefined ? [] : [['Mode', backend.mode] as const]),
  ['Time', duration(seconds)],
  ['Date', date(when)],
  ...Object.entries(versions),
])}</div></section>`
