import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Playground, press, startPlayground } from './open-page.ts'
import { looks, openView } from './open-view.ts'

/** What axe adds to a page. */
declare const axe: { readonly run: (options?: RunOptions) => Promise<AxeResults> }

let playground: Playground
let source: string

beforeAll(async () => {
  playground = await startPlayground()
  source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(() => playground[Symbol.asyncDispose]())

/** What is done on each view, so that all of it is shown. */
const acts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  derivation: async (page) => {
    await press(page, 'Check the gradients')
    await page.locator('.verdict').waitFor()
    await page.getByRole('slider', { name: 'By' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('[data-passed="false"]').waitFor()
  },
  prove: async (page) => {
    const wrong = page.getByRole('combobox', { name: /wrong on purpose/u })
    await wrong.locator('option', { hasText: 'relu(NaN) is 0' }).waitFor({ state: 'attached' })
    await wrong.selectOption('relu(NaN) is 0')
    await page.getByRole('button', { name: 'Run the suite', disabled: false }).click()
    await page.locator('[data-verdict="failed"]').first().waitFor()
    await press(page, 'Cancel')
    await page.getByRole('button', { name: 'Run the suite' }).waitFor()
  },
  measure: async (page) => {
    await page.locator('main').getByRole('button', { name: 'Measure', disabled: false }).click()
    await page.locator('[data-measured="wasm 0"]:not(:has(span))').waitFor()
    await press(page, 'Cancel')
    await page.locator('main').getByRole('button', { name: 'Measure' }).waitFor()
  },
  'take-away': async (page) => {
    await page.getByText('createMlp(').waitFor()
  },
}

test.each(Object.keys(acts).flatMap((view) => looks.map((look) => ({ view, ...look }))))(
  'axe finds nothing in $view, $colorScheme, $width pixels wide',
  async ({ view, ...look }) => {
    const page = await openView(playground, view, look)
    await acts[view]?.(page)
    await page.evaluate(source)
    const { violations } = await page.evaluate(() => axe.run())
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await page.close()
  },
)
