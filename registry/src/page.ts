import { chromium, type Page } from 'playwright'
import { preview } from 'vite'
import { isolation } from '../../apps/playground/src/server/isolation.ts'
import { chromiumOptions } from '../../scripts/chromium.ts'
import type { Served } from '../../scripts/until-interrupted.ts'

/** A Chromium with one page. */
export interface Browser extends AsyncDisposable {
  readonly page: Page
  /** Opens an address in the page, and waits until it is loaded. Rejects where the page has an error. */
  readonly open: (url: string) => Promise<void>
}

/** Serves a folder, isolated as threads need it. */
export async function serveFolder(folder: string): Promise<Served> {
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', headers: isolation },
  })
  const [url] = server.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error('The server has no address.')
  return { url, [Symbol.asyncDispose]: () => server.close() }
}

/** Starts the installed Chromium. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions())
  const page = await browser.newPage()
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
