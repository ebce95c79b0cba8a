import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backendSwitch, type Playground, press, startPlayground, waitForReading } from './open-page.ts'

/** What axe adds to a page. */
declare const axe: { readonly run: (options?: RunOptions) => Promise<AxeResults> }

let playground: Playground
let source: string

beforeAll(async () => {
  playground = await startPlayground()
  source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(() => playground[Symbol.asyncDispose]())

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 375].map((width) => ({ colorScheme, width })),
)

const screens = [
  ['a plane', 'epochs=5'],
  ['a curve', 'data=sine&epochs=5'],
  ['digits', 'data=digits&samples=500&hidden=20-8&epochs=5'],
  ['a link with faults', 'data=cats&epochs=5'],
] as const

test.each(screens.flatMap(([screen, hash]) => looks.map((look) => ({ screen, hash, ...look }))))(
  'axe finds nothing in $screen, $colorScheme, $width pixels wide',
  async ({ hash, width, colorScheme }) => {
    const page = await playground.open(hash, { width, colorScheme })
    await backendSwitch(page, 'cpu-js')
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 5)
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

test('a run is begun, paused and moved by keys alone', async () => {
  const page = await playground.open('epochs=10000')
  await backendSwitch(page, 'worker-pool')
  await page.getByRole('button', { name: 'Start', exact: true }).focus()
  await page.keyboard.press('Enter')
  await waitForReading(page, 'step', 10)
  await page.getByRole('radio', { name: /^wasm/u }).focus()
  await page.keyboard.press('ArrowDown')
  await page.locator('[data-backend="worker-pool"][data-is-now="true"]').waitFor()
  await page.getByRole('radio', { name: 'Circles' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.url()).toContain('data=xor')
  await page.close()
})
