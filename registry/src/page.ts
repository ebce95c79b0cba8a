import { chromium, type Page } from 'playwright'
import { chromiumOptions } from '../../scripts/chromium.ts'

/** A Chromium with one page. */
export interface Browser extends AsyncDisposable {
  readonly page: Page
  /** Opens an address in the page, and waits until it is loaded. Rejects where the page has an error. */
  readonly open: (url: string) => Promise<void>
}

/** Milliseconds for what a page shows in seconds, while another check has the processor too. */
const PATIENCE = 120_000

/** Starts the installed Chromium. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions())
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('requestfailed', (request) => errors.push(`${request.url()} was not loaded`))
  const open = async (url: string): Promise<void> => {
    await page.goto(url)
    await page.waitForLoadState('networkidle')
    if (errors.length > 0) throw new Error(`The page does not work:\n${errors.join('\n')}`)
  }
  return { page, open, [Symbol.asyncDispose]: () => browser.close() }
}
