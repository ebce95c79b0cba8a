import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf, noFaults } from './axe.ts'
import { type Playground, press, startPlayground } from './open-page.ts'
import { looks, openView } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
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
    expect(await faultsOf(page)).toEqual(noFaults)
    await page.close()
  },
)
