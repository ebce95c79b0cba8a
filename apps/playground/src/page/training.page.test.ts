import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  backends,
  backendSwitch,
  type Playground,
  press,
  reading,
  startPlayground,
  switchTo,
  waitForReading,
} from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

describe.each(backends)('%s', (backend) => {
  test('trains circles to 95 %', async () => {
    const page = await playground.open(`backend=${backend}`)
    await press(page, 'Start')
    await waitForReading(page, 'test-score', 0.95)
    await expect.poll(() => page.locator('.notice').count()).toBe(0)
    await page.close()
  })

  test('a link gives the run again, bit for bit', async () => {
    const hash = `backend=${backend}&data=spirals&hidden=8&epochs=8&seed=5&optimiser=momentum`
    const page = await playground.open(hash)
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 8)
    const again = await playground.open(new URL(page.url()).hash.slice(1))
    await press(again, 'Start')
    await waitForReading(again, 'epoch', 8)
    for (const id of ['step', 'train-loss', 'test-loss', 'test-score'])
      expect(await reading(again, id)).toBe(await reading(page, id))
    await page.close()
    await again.close()
  })

  test('takes over in mid-training, and gives back, without losing a bit', async () => {
    const hash = 'backend=wasm&epochs=4&seed=3'
    const straight = await playground.open(hash)
    await press(straight, 'Start')
    await waitForReading(straight, 'epoch', 4)

    const page = await playground.open(hash)
    await backendSwitch(page, backend)
    await press(page, 'Epoch')
    await waitForReading(page, 'epoch', 1)
    await switchTo(page, backend)
    await switchTo(page, 'wasm')
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 4)
    for (const id of ['step', 'train-loss', 'test-loss'])
      expect(await reading(page, id)).toBe(await reading(straight, id))
    await straight.close()
    await page.close()
  })

  test('takes over while steps are taken', async () => {
    const page = await playground.open(`backend=${backend === 'wasm' ? 'cpu-js' : 'wasm'}&epochs=10000`)
    await backendSwitch(page, backend)
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 5)
    await switchTo(page, backend)
    await waitForReading(page, 'step', (await reading(page, 'step')) + 20)
    await expect.poll(() => page.getByRole('button', { name: 'Pause', exact: true }).isVisible()).toBe(true)
    await page.close()
  })
})

test('a finished run, and steps one by one, are counted', async () => {
  const page = await playground.open('epochs=2')
  await press(page, 'Step')
  await waitForReading(page, 'step', 1)
  await press(page, 'Epoch')
  await waitForReading(page, 'epoch', 1)
  await expect.poll(() => reading(page, 'step')).toBe(9)
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 2)
  await expect.poll(() => page.getByRole('button', { name: 'Start', exact: true }).isDisabled()).toBe(true)
  await press(page, 'Reset')
  await page.locator('#step[value="0"]').waitFor()
  await page.close()
})

test('of backends picked faster than they start the last one computes, and a reset in between is a reset', async () => {
  const page = await playground.open('backend=wasm&epochs=10000')
  for (const name of backends) await backendSwitch(page, name)
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 2)
  await page.evaluate(keepComputing)
  await clickAtOnce(page, ['webgpu', 'worker-pool', 'cpu-js'].map(switchOf))
  // Whichever of them is ready first.
  await page.waitForFunction(() => {
    const { computed = [] } = globalThis as { readonly computed?: readonly string[] }
    return computed.includes('webgpu') && computed.at(-1) === 'cpu-js'
  })
  await expect.poll(() => page.url()).toContain('backend=cpu-js')

  await clickAtOnce(page, [switchOf('gpu-js'), '.toolbar-buttons button:nth-of-type(4)'])
  await page.locator('[data-backend="gpu-js"][data-is-now="true"]').waitFor()
  await page.locator('#step[value="0"]').waitFor()
  await expect.poll(() => page.url()).toContain('backend=gpu-js')
  await expect.poll(() => page.locator('.notice').count()).toBe(0)
  await page.close()
})

const switchOf = (name: string): string => `[data-backend="${name}"] input`

/** Clicks on one thing after the other, and lets the page do nothing in between. */
const clickAtOnce = (page: Page, selectors: readonly string[]): Promise<void> =>
  page.evaluate((all) => {
    for (const selector of all) document.querySelector<HTMLElement>(selector)?.click()
  }, selectors)

/** In the page: keeps the names of the backends that compute from now on, in order. */
function keepComputing(): void {
  const computed: (string | undefined)[] = []
  const list = document.querySelector('.backends')
  if (!list) throw new Error('The page lists no backends.')
  new MutationObserver(() => {
    computed.push(list.querySelector<HTMLElement>('[data-is-now="true"]')?.dataset['backend'])
  }).observe(list, { attributeFilter: ['data-is-now'], subtree: true })
  Object.assign(globalThis, { computed })
}
