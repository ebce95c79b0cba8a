import { chromium, type Page } from 'playwright'
import { preview } from 'vite'
import { isolation } from '../../apps/playground/src/server/isolation.ts'
import { chromiumOptions } from '../../scripts/chromium.ts'

/** A page that is served, and opened in Chromium. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page
}

/** Serves a folder, isolated as threads need it, and opens its `index.html`. Rejects where the page has an error. */
export async function openPage(folder: string): Promise<OpenPage> {
  await using started = new AsyncDisposableStack()
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', headers: isolation },
  })
  started.defer(() => server.close())
  const browser = await chromium.launch(chromiumOptions())
  started.defer(() => browser.close())

  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('requestfailed', (request) => errors.push(`${request.url()} was not loaded`))
  const [url] = server.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error('The server has no address.')
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  if (errors.length > 0) throw new Error(`The page does not work:\n${errors.join('\n')}`)
  const all = started.move()
  return { page, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
