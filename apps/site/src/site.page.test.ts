import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { faultsOf, noFaults } from '../../playground/src/page/axe.ts'
import { PATIENCE } from '../../playground/src/page/open-page.ts'
import { serve } from './serve.ts'

/** Below a path, which nothing that was built knows of. */
const BASE = '/some/path/'

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serve({ base: BASE })
  browser = await chromium.launch(chromiumOptions())
})
afterAll(async () => {
  await browser.close()
  await served[Symbol.asyncDispose]()
})

/** A page of the site, and what went wrong in it so far: errors of its scripts, and what it asked for in vain or elsewhere. */
async function open(place: string, { url } = served) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(PATIENCE)
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(`${url}${place}`)
  await page.waitForLoadState('networkidle')
  return { page, faults }
}

test.each([
  'index.html',
  'docs/derivation.html',
  'docs/from-brain.html',
  'docs/playground.html',
  'docs/choosing-a-backend.html',
  'reference/command-line.html',
  'reference/api/@bilayer/backend-blas.html',
  'source/packages/mlp/src/gradients.ts.html',
])('%s is accessible in both colour schemes, fits a phone, and asks for nothing elsewhere', async (place) => {
  const { page, faults } = await open(place)
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      // In a page that is open, colours fade and the menu slides.
      await page.reload({ waitUntil: 'networkidle' })
      expect(await faultsOf(page), `${colorScheme}, ${width} pixels wide`).toEqual(noFaults)
    }
  }
  expect(faults).toEqual([])
  await page.close()
})

test('the search finds an export, and leads to it', async () => {
  const { page, faults } = await open('index.html')
  await page.getByRole('button', { name: 'Search' }).first().click()
  await page.getByRole('searchbox').fill('layerGradient')
  await page.getByRole('option').first().click()
  await page.waitForURL(/layergradient/u)
  expect(faults).toEqual([])
  await page.close()
})

test.each(['brain', 'tensorflow', 'scikit-learn'])(
  'from-%s shows both programs side by side, one above the other on a phone',
  async (name) => {
    const { page, faults } = await open(`docs/from-${name}.html`)
    const programs = page.locator('.side-by-side > div[class*="language-"]')
    const placesAt = async (width: number) => {
      await page.setViewportSize({ width, height: 900 })
      return programs.evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
    }
    for (const width of [960, 1440]) {
      const [theirs, ours, ...others] = await placesAt(width)
      expect(others).toEqual([])
      expect(ours.left).toBeGreaterThan(theirs.right)
      expect(ours.top).toBe(theirs.top)
    }
    const [theirs, ours] = await placesAt(375)
    expect(ours.left).toBe(theirs.left)
    expect(ours.top).toBeGreaterThan(theirs.bottom)
    expect(faults).toEqual([])
    await page.close()
  },
)

/** The frame of the playground on the page that embeds it, when the playground in it has started. */
async function playgroundIn(page: Page) {
  await page.locator('iframe').scrollIntoViewIfNeeded()
  const playground = page.frameLocator('iframe[title="The playground"]')
  await playground.locator('#step[value="0"]').waitFor()
  return playground
}

test('the playground is embedded, fits a phone, learns there, and the keyboard leaves it', async () => {
  const { page, faults } = await open('index.html')
  await page.getByRole('link', { name: 'Playground', exact: true }).first().click()
  await page.setViewportSize({ width: 375, height: 800 })
  const playground = await playgroundIn(page)
  expect(await playground.locator('html').evaluate(() => crossOriginIsolated)).toBe(true)
  const root = playground.locator('html')
  await expect.poll(() => root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0)
  await playground.getByRole('button', { name: 'Start' }).click()
  await playground.locator('#step:not([value="0"])').waitFor()

  await page.getByRole('link', { name: 'Open the playground in a page of its own' }).focus()
  const isInFrame = () => page.evaluate(() => document.activeElement?.tagName === 'IFRAME')
  await page.keyboard.press('Tab')
  await expect.poll(isInFrame).toBe(true)
  const controls = await playground.locator('a, button, input, select, [tabindex]').count()
  let presses = 0
  while ((await isInFrame()) && presses++ <= controls) await page.keyboard.press('Tab')
  expect(await isInFrame()).toBe(false)
  expect(faults).toEqual([])
  await page.close()
})

test('the embedded playground has the backends that need no isolation, where the host sends no headers', async () => {
  await using plain = await serve({ isIsolated: false })
  const { page, faults } = await open('docs/playground.html', plain)
  const playground = await playgroundIn(page)
  await playground.locator('[data-backend="wasm"] input:enabled').waitFor()
  await expect.poll(() => playground.locator('[data-backend="worker-pool"] input').isDisabled()).toBe(true)
  expect(faults).toEqual([])
  await page.close()
})

test('the playground opens in a page of its own', async () => {
  const { page, faults } = await open('docs/playground.html')
  await page.getByRole('link', { name: 'Open the playground in a page of its own' }).click()
  await page.locator('#step[value="0"]').waitFor()
  await expect.poll(() => page.url()).toContain(`${BASE}playground/`)
  expect(faults).toEqual([])
  await page.close()
})
