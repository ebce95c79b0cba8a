import { plot, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { type Html, html, trusted } from '../html/html.ts'

/** Units of a drawing, which the page scales to the room there is. */
const WIDTH = 480
const HEIGHT = 320

/** The colours of a drawing, which follow the page. */
export const colours = {
  accent: 'var(--accent)',
  ink: 'var(--ink)',
  dim: 'var(--dim)',
  line: 'var(--line)',
} as const

/** A drawing as markup that needs no script. `title` says in words what it shows. */
export function draw(title: string, options: PlotOptions): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 56,
    marginTop: 28,
    marginRight: 16,
    marginBottom: 44,
    ...options,
    style: { fontSize: '13px', fontFamily: 'inherit' },
  })
  // The page has a style of its own, and its plots are of fluid size.
  svg.querySelector('style')?.remove()
  for (const name of ['class', 'width', 'height']) svg.removeAttribute(name)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', title)
  return html`<div class="plot">${trusted(svg.outerHTML)}</div>`
}
