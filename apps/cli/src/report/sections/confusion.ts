import type { Category } from '@bilayer/data'
import { count, shortened } from '../html/format.ts'
import { html, type Html } from '../html/html.ts'

/** Characters of a label beside the matrix. The whole label is told of it when it is pointed at. */
const LONGEST = 22

/** Where a label has more characters, those of the columns stand upright: columns of many classes are narrow. */
const FEW = 6
const MOST_OF_FEW = 10
const MOST_OF_MANY = 3

/** From such a share on a number is bold. */
const STRONG = 0.5

/** The counts as a table whose cells are the darker the larger their share of their row is. */
export function confusionTable(labels: readonly Category[], counts: readonly (readonly number[])[]): Html {
  const names = labels.map(String)
  const isUpright = names.some((name) => name.length > (names.length <= FEW ? MOST_OF_FEW : MOST_OF_MANY))
  const heads = names.map(
    (name) => html`<th scope="col"><span title="${name}">${shortened(name, LONGEST)}</span></th>`,
  )
  const rows = counts.map((row, i) => {
    const all = row.reduce((sum, each) => sum + each, 0)
    const cells = row.map((each, j) => cell(each, all, i === j))
    return html`<tr><th scope="row"><span title="${names[i]}">${shortened(names[i], LONGEST)}</span></th>${cells}</tr>\n`
  })
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion${isUpright && ' upright'}${names.length > 12 && ' dense'}">
<caption class="hidden">Rows are the true classes, columns the predicted ones.</caption>
<thead><tr><td rowspan="2" class="axis corner">true</td><th scope="colgroup" colspan="${names.length}" class="axis">predicted</th></tr><tr>${heads}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function cell(value: number, all: number, isRight: boolean): Html {
  const share = all === 0 ? 0 : value / all
  const kinds = [isRight && 'right', value === 0 && 'none', share >= STRONG && 'strong'].filter(Boolean)
  return html`<td class="${kinds.join(' ')}" style="--share: ${share.toFixed(3)}">${count(value)}</td>`
}
