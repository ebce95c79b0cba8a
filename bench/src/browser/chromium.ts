import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import type { Size } from '../problem.ts'
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
  await tab.addScriptTag({ content: await bundle() })
  return {
    version: browser.version(),
    device: await tab.evaluate(() => page.device()),
    measure: (size, rounds) =>
      tab.evaluate(([layers, count]) => page.measure(layers, count), [size, rounds] as const),
    close: () => browser.close(),
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@bilayer/source'],
    logLevel: 'error',
  })
  return outputFiles[0].text
}
