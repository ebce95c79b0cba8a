import { type Browser, chromium, type Page } from 'playwright'
import { chromiumOptions } from '../../../../scripts/chromium.ts'
import type { Served } from '../../../../scripts/until-interrupted.ts'
import { serve, type ServeOptions } from '../server/serve.ts'

/** Milliseconds for what a page shows in a moment: a device that is a program compiles for seconds, longer on a busy machine. */
export const PATIENCE = 100_000

/** The built page, served, and a browser to look at it. */
export interface Playground extends AsyncDisposable {
  /** The address of the page. */
  readonly url: string
  readonly browser: Browser
  /** The page, opened with what stands behind `#` in its address, once its network is there. */
  readonly open: (hash?: string, options?: PageOptions) => Promise<Page>
}

/** How a page is looked at. */
export interface PageOptions {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
}

/** Serves the built page, and starts a browser. */
export async function startPlayground(options?: ServeOptions): Promise<Playground> {
  const served: Served = await serve(options)
  const browser = await chromium.launch(chromiumOptions())
  const { url } = served
  return {
    url,
    browser,
    open: async (hash = '', { width = 1280, colorScheme = 'light' } = {}) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      page.setDefaultTimeout(PATIENCE)
      await page.goto(`${url}#${hash}`)
      await page.locator('#step[value="0"]').waitFor()
      return page
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await served[Symbol.asyncDispose]()
    },
  }
}

/** What a reading of the page says, with all its digits. */
export const reading = (page: Page, id: string): Promise<number> =>
  page.locator(`#${id}`).evaluate((element: HTMLDataElement) => Number(element.value))

/** Waits until a reading is as it should be. */
export async function waitForReading(page: Page, id: string, least: number): Promise<void> {
  await page.waitForFunction(
    ([name, value]) => Number(document.querySelector<HTMLDataElement>(`#${name}`)?.value) >= value,
    [id, least] as const,
    { timeout: PATIENCE },
  )
}

/** Presses a button by its name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** The switch of a backend, once it is known to work here. */
export async function backendSwitch(page: Page, name: string) {
  const input = page.locator(`[data-backend="${name}"] input:enabled`)
  await input.waitFor({ timeout: PATIENCE })
  return input
}

/** Picks a backend, and waits until the run is on it. */
export async function switchTo(page: Page, name: string): Promise<void> {
  const input = await backendSwitch(page, name)
  await input.check()
  await page.locator(`[data-backend="${name}"][data-is-now="true"]`).waitFor({ timeout: PATIENCE })
}

/** The backends that a page of Chromium has. */
export const backends = ['wasm', 'worker-pool', 'webgpu', 'gpu-js', 'cpu-js'] as const
