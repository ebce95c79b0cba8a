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
    expect(await page.locator('.notice').count()).toBe(0)
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
    expect(await page.getByRole('button', { name: 'Pause', exact: true }).isVisible()).toBe(true)
    await page.close()
  })
})

test('a finished run, and steps one by one, are counted', async () => {
  const page = await playground.open('epochs=2')
  await press(page, 'Step')
  await waitForReading(page, 'step', 1)
  await press(page, 'Epoch')
  await waitForReading(page, 'epoch', 1)
  expect(await reading(page, 'step')).toBe(9)
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 2)
  expect(await page.getByRole('button', { name: 'Start', exact: true }).isDisabled()).toBe(true)
  await press(page, 'Reset')
  await page.locator('#step[value="0"]').waitFor()
  await page.close()
})
