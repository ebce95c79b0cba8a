import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import type { Size } from '../problem.ts'
import { bundle } from './bundle.ts'
import type { Page, PageSamples } from './page.ts'

/** The libraries in a page of Chromium. */
export interface Browser {
  readonly version: string
  readonly device: string
  readonly measure: (size: Size, rounds: number) => Promise<PageSamples[]>
  readonly close: () => Promise<void>
}

declare const page: Page

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions())
  const tab = await browser.newPage()
  await tab.addScriptTag({ content: await bundle(join(import.meta.dirname, 'page.ts')) })
  return {
    version: browser.version(),
    device: await tab.evaluate(() => page.device()),
    measure: (size, rounds) =>
      tab.evaluate(([layers, count]) => page.measure(layers, count), [size, rounds] as const),
    close: () => browser.close(),
  }
}
