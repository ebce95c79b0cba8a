import { html, type Html, type Part } from './html.ts'

/** A column of a table. */
export interface TableColumn {
  readonly title: string
  /** Numbers stand at the right. */
  readonly isNumber?: boolean
}

/** A table whose first column names its rows. */
export function table(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Part[])[],
): Html {
  const head = columns.map(
    ({ title, isNumber = false }) => html`<th scope="col"${isNumber && html` class="number"`}>${title}</th>`,
  )
  const body = rows.map(([name, ...cells]) => {
    const others = cells.map(
      (cell, i) => html`<td${columns[i + 1].isNumber === true && html` class="number"`}>${cell}</td>`,
    )
    return html`<tr><th scope="row">${name}</th>${others}</tr>\n`
  })
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`
}

/** Names and values, one below the other. */
export const facts = (entries: readonly (readonly [string, Part])[]): Html =>
  html`<dl>${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
