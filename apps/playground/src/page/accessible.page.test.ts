import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf, noFaults } from './axe.ts'
import { backendSwitch, type Playground, press, startPlayground, waitForReading } from './open-page.ts'
import { looks } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

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
    expect(await faultsOf(page)).toEqual(noFaults)
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
