import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainThreadTasks } from './main-thread.ts'
import { type Playground, press, startPlayground } from './open-page.ts'
import { openView } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('every backend is measured, drawn and listed while the page stays quick', {
  timeout: 300_000,
}, async () => {
  const page = await openView(playground, 'measure')
  const main = page.locator('main')
  await main.getByRole('button', { name: 'Measure', disabled: false }).waitFor()
  const tasks = await mainThreadTasks(page, async () => {
    await main.getByRole('button', { name: 'Measure' }).click()
    await main.getByRole('button', { name: 'Measure' }).waitFor({ timeout: 250_000 })
  })
  expect(Math.max(...tasks)).toBeLessThan(50)
  for (const backend of ['wasm', 'worker-pool', 'webgpu', 'gpu-js', 'cpu-js']) {
    const cells = page.locator(`[data-measured^="${backend} "]`)
    expect(Number((await cells.first().innerText()).replaceAll(',', ''))).toBeGreaterThan(0)
    await expect.poll(() => cells.allInnerTexts()).not.toContain('–')
    await expect.poll(() => page.locator(`[data-line="${backend}"] path`).count()).toBeGreaterThan(2)
  }
  await page.close()
})

test('measuring is cancelled, and what there is stays', async () => {
  const page = await openView(playground, 'measure')
  const main = page.locator('main')
  await main.getByRole('button', { name: 'Measure', disabled: false }).click()
  await page.locator('[data-measured="wasm 0"]:not(:has(span))').waitFor()
  await press(page, 'Cancel')
  await main.getByRole('button', { name: 'Measure' }).waitFor()
  await expect.poll(() => page.locator('[data-measured]:has(span)').count()).toBeGreaterThan(5)
  await page.close()
})
