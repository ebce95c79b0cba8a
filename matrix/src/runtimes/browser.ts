import { join } from 'node:path'
import type { Report, Untested } from '@bilayer/conformance'
import { launch, type LaunchOptions } from 'puppeteer-core'
import { build } from 'vite'
import { serveBuilt } from '../../../scripts/serve-built.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import type { Served } from '../../../scripts/until-interrupted.ts'
import type { ProvePage } from '../prove/page.ts'
import { LONGEST_SUITE, type OpenRuntime } from './runtime.ts'

declare const provePage: ProvePage

/** A browser that is installed: Chromium by its own protocol, Firefox by WebDriver BiDi. Each backend has a page of its own. */
export async function openBrowser(options: LaunchOptions): Promise<OpenRuntime> {
  await using opened = new AsyncDisposableStack()
  const browser = await launch({
    ...options,
    ...UNTIL_ABORTED,
    headless: true,
    protocolTimeout: LONGEST_SUITE,
  })
  opened.defer(() => browser.close())
  const { url } = opened.use(await servePage())
  const version = await browser.version()
  const resources = opened.move()
  return {
    version: version.replace(/^\D+/u, ''),
    prove: async (backend, only) => {
      const page = await browser.newPage()
      try {
        await page.goto(url)
        await page.waitForFunction(() => 'provePage' in globalThis)
        const json = await page.evaluate((name, text) => provePage.prove(name, text), backend, only)
        return JSON.parse(json) as Report | Untested
      } finally {
        await page.close()
      }
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

/** The signal among the options ends a browser; of its own accord Puppeteer would end this program too, or go on without the browser. */
const UNTIL_ABORTED = { handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false } as const

/** Builds the page from the built packages, as an application would, and serves it on this machine alone. */
async function servePage(): Promise<Served> {
  await using made = new AsyncDisposableStack()
  const folder = made.use(temporaryFolder('bilayer-matrix-page-'))
  await build({
    root: join(import.meta.dirname, '..', 'prove'),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder.path, target: 'es2022' },
  })
  const { url } = made.use(await serveBuilt(folder.path))
  const all = made.move()
  return { url, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
