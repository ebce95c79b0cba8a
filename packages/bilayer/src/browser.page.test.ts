import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import { isolation } from '../../../scripts/isolation.ts'
import { findSnippets } from '../../../scripts/snippets.ts'

/** What lets a page of another origin, isolated too, import a module. */
const shared = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }

let browser: Browser
let file: Buffer
beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions())
  file = await readFile(join(import.meta.dirname, '../dist/bilayer.min.js'))
})
afterAll(() => browser.close())

/** A server of two files, the page and the module, which tells what else it was asked for. */
async function serve(html: string, headers: Readonly<Record<string, string>> = {}) {
  const others: string[] = []
  const server = createServer(({ url = '' }, response) => {
    const isModule = url === '/bilayer.min.js'
    if (!isModule && url !== '/') others.push(url)
    response.writeHead(200, { 'Content-Type': isModule ? 'text/javascript' : 'text/html', ...headers })
    response.end(isModule ? file : html)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    others,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

/** A page that trains on the worker pool of a module of that URL, and shows what it learnt. */
const trainingOnThreads = (module: string): string => `<!doctype html>
<output></output>
<script type="module">
  import { createMlp, providers, workerPool } from '${module}'
  const output = document.querySelector('output')
  try {
    const backend = await workerPool({ threads: 2 })
    const model = createMlp(backend, { layers: [2, 256, 256, 1], seed: 1 })
    const values = Float32Array.from({ length: 1024 }, (_, i) => Math.sin(i))
    const X = { values, count: 512, size: 2 }
    const Y = { values: Float32Array.from({ length: 512 }, (_, i) => values[2 * i] * values[2 * i + 1]), count: 512, size: 1 }
    const losses = []
    const onEpoch = ({ loss }) => { losses.push(loss) }
    await model.fit(X, Y, { epochs: 20, batchSize: 512, learningRate: 0.05, onEpoch })
    output.textContent = [backend.info.device, backend.info.mode, losses.at(-1) < losses[0]].join('; ')
  } catch (error) {
    const { reason } = await providers.find(({ name }) => name === 'worker-pool').probe()
    output.textContent = [error.name, error.message === reason, reason].join('; ')
  }
</script>`

/** What a page shows once it is done. */
async function shown(url: string, page: Page): Promise<string> {
  await page.goto(url)
  await page.waitForFunction(() => /;|:/u.test(document.querySelector('output')?.textContent ?? ''))
  return (await page.locator('output').textContent()) ?? ''
}

test('the page of README.md trains, and loads nothing but the file', async () => {
  const page = (await findSnippets()).find(
    ({ name, info }) => name.startsWith('packages/bilayer/README.md') && info === 'html',
  )
  await using server = await serve(page?.code ?? '')
  const [name, values] = (await shown(server.url, await browser.newPage())).split(': ')
  expect(name).toBe('wasm')
  const learnt = values.split(', ').map(Number)
  for (const [i, expected] of [0, 1, 1, 0].entries()) expect(Math.abs(learnt[i] - expected)).toBeLessThan(0.2)
  expect(server.others.filter((path) => path !== '/favicon.ico')).toEqual([])
})

test('its worker pool trains on threads, by the script that is in the file', async () => {
  await using server = await serve(trainingOnThreads('./bilayer.min.js'), isolation)
  expect(await shown(server.url, await browser.newPage())).toMatch(
    /^2 worker threads; WebAssembly, .*SIMD; true$/u,
  )
  expect(server.others.filter((path) => path !== '/favicon.ico')).toEqual([])
})

test('it does so too where the file comes from another origin', async () => {
  await using elsewhere = await serve('', shared)
  await using server = await serve(trainingOnThreads(`${elsewhere.url}bilayer.min.js`), isolation)
  expect(await shown(server.url, await browser.newPage())).toMatch(/^2 worker threads; .*; true$/u)
})

test('its worker pool takes its own script unless another is named, and refuses by name what are no options', async () => {
  const page = `<!doctype html>
<output></output>
<script type="module">
  import { workerPool } from './bilayer.min.js'
  const backend = await workerPool({ threads: 1, script: undefined })
  const refused = await workerPool(null).catch(({ message }) => message)
  document.querySelector('output').textContent = [backend.info.device, refused].join('; ')
</script>`
  await using server = await serve(page, isolation)
  expect(await shown(server.url, await browser.newPage())).toBe(
    'one worker thread; options is null; it must be an object, such as { threads: 2 }.',
  )
})

test('in a page that is not isolated the worker pool says so', async () => {
  await using server = await serve(trainingOnThreads('./bilayer.min.js'))
  expect(await shown(server.url, await browser.newPage())).toMatch(
    /^BackendUnavailableError; true; This page is not cross-origin isolated/u,
  )
})
