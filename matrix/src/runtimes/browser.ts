import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report, Untested } from '@bilayer/conformance'
import { launch, type LaunchOptions } from 'puppeteer-core'
import { build, preview } from 'vite'
import type { ProvePage } from '../prove/page.ts'
import { LONGEST_SUITE, type OpenRuntime } from './runtime.ts'

declare const provePage: ProvePage

/** What a page needs for memory that threads share. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** A browser that is installed: Chromium by its own protocol, Firefox by WebDriver BiDi. Each backend has a page of its own. */
export async function openBrowser(options: LaunchOptions): Promise<OpenRuntime> {
  await using opened = new AsyncDisposableStack()
  const browser = await launch({ ...options, headless: true, protocolTimeout: LONGEST_SUITE })
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

/** Builds the page from the built packages, as an application would, and serves it on this machine alone. */
async function servePage(): Promise<AsyncDisposable & { readonly url: string }> {
  const root = join(import.meta.dirname, '..', 'prove')
  const outDir = await mkdtemp(join(tmpdir(), 'bilayer-matrix-page-'))
  const config = { root, base: './', configFile: false, logLevel: 'error' } as const
  await build({ ...config, worker: { format: 'es' }, build: { outDir, target: 'es2022' } })
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { host: '127.0.0.1', headers: isolation },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The server has no address.')
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
