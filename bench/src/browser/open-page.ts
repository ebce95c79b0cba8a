import type { Browser, Page } from 'playwright'
import { bundle } from './bundle.ts'

/** Of a secure origin, for which alone there is WebGPU. */
const ORIGIN = 'http://localhost/'

/** An empty page that runs a script with all that it imports, from the sources. Nobody need serve it. */
export async function openPage(browser: Browser, entryPoint: string): Promise<Page> {
  const page = await browser.newPage()
  await page.route(ORIGIN, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await page.goto(ORIGIN)
  await page.addScriptTag({ content: await bundle(entryPoint) })
  return page
}
