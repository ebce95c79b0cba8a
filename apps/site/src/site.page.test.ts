import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import type { Served } from '../../../scripts/until-interrupted.ts'
import { faultsOf, noFaults } from '../../playground/src/page/axe.ts'
import { serve } from './serve.ts'

/** Below a path, which nothing that was built knows of. */
const BASE = '/some/path/'

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serve(BASE)
  browser = await chromium.launch(chromiumOptions())
})
afterAll(async () => {
  await browser.close()
  await served[Symbol.asyncDispose]()
})

/** A page of the site, and what went wrong in it so far: errors of its scripts, and what it asked for in vain or elsewhere. */
async function open(place: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url) && !request.url().startsWith('data:'))
      faults.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(`${served.url}${place}`)
  await page.waitForLoadState('networkidle')
  return { page, faults }
}

test.each([
  'index.html',
  'docs/derivation.html',
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

test('the playground below the site starts, and has all that a page can', async () => {
  const { page, faults } = await open('index.html')
  await page.getByRole('link', { name: 'Playground', exact: true }).first().click()
  await page.locator('#step[value="0"]').waitFor()
  expect(page.url()).toContain(`${BASE}playground/`)
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  expect(faults).toEqual([])
  await page.close()
})
