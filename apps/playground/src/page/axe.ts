import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

/** What axe adds to a page. */
declare const axe: { readonly run: (options?: RunOptions) => Promise<AxeResults> }

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds to be inaccessible, how much wider than its window the page is, and what does not fit into its place. */
export async function faultsOf(page: Page) {
  // A colour that fades into another is not the one that is read.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(source)
  const { violations } = await page.evaluate(() => axe.run())
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return {
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
    overflow,
    tooWide: await page.evaluate(tooWide, MUST_FIT),
  }
}

export const noFaults = { violations: [], overflow: 0, tooWide: [] }

/** What must not be cut off, nor need to be scrolled, on any screen that is looked at: labels of data sets, and layers. */
const MUST_FIT = '.tiles, .tile, .network'

/** In the page: the text of those elements whose contents are wider than they are. */
const tooWide = (selector: string): string[] =>
  Array.from(document.querySelectorAll<HTMLElement>(selector))
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map((element) => element.innerText)
