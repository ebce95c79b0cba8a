import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import type { Size } from '../problem.ts'
import { openPage } from './open-page.ts'
import type { Api, Page, PageSamples } from './page.ts'

/** The libraries in a page of Chromium. */
export interface Browser {
  readonly version: string
  readonly device: string
  readonly measure: (size: Size, rounds: number) => Promise<PageSamples[]>
  readonly close: () => Promise<void>
}

declare const page: Page

export async function openBrowser(api: Api): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions())
  const tab = await openPage(browser, join(import.meta.dirname, 'page.ts'))
  return {
    version: browser.version(),
    device: await tab.evaluate((chosen) => page.device(chosen), api),
    measure: (size, rounds) =>
      tab.evaluate(([chosen, layers, count]) => page.measure(chosen, layers, count), [
        api,
        size,
        rounds,
      ] as const),
    close: () => browser.close(),
  }
}
