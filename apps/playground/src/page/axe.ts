import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

/** What axe adds to a page. */
declare const axe: { readonly run: (options?: RunOptions) => Promise<AxeResults> }

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds to be inaccessible, and how much wider than its window the page is. */
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
  }
}

export const noFaults = { violations: [], overflow: 0 }
