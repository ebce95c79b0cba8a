import { chromium, type Page } from 'playwright'
import { chromiumOptions } from '../../scripts/chromium.ts'
import { serveBuilt } from '../../scripts/serve-built.ts'

/** A page that is served, and opened in Chromium. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page
}

/** Serves a folder, isolated as threads need it, and opens its `index.html`. Rejects where the page has an error. */
export async function openPage(folder: string): Promise<OpenPage> {
  await using started = new AsyncDisposableStack()
  const { url } = started.use(await serveBuilt(folder))
  const browser = await chromium.launch(chromiumOptions())
  started.defer(() => browser.close())

  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('requestfailed', (request) => errors.push(`${request.url()} was not loaded`))
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  if (errors.length > 0) throw new Error(`The page does not work:\n${errors.join('\n')}`)
  const all = started.move()
  return { page, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
