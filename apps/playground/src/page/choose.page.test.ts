import { afterAll, beforeAll, expect, test } from 'vitest'
import { backends, backendSwitch, type Playground, press, startPlayground } from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('every backend is listed, with the reason where it does not work', async () => {
  const page = await playground.open()
  for (const name of backends) await backendSwitch(page, name)
  await expect.poll(() => page.locator('[data-backend="blas"] input').isDisabled()).toBe(true)
  await expect.poll(() => page.locator('[data-backend="blas"]').innerText()).toContain('Node.js')
  await page.close()
})

test('the fastest is found by timing this network, and taken', async () => {
  const page = await playground.open('backend=cpu-js&hidden=64-64&batch=256')
  await backendSwitch(page, 'wasm')
  await press(page, 'Take the fastest')
  await page.locator('.backend-time').first().waitFor()
  const untimed = ['webgpu', 'gpu-js']
  await expect.poll(() => page.locator('.backend-time').count()).toBe(backends.length - untimed.length)
  for (const name of untimed) {
    const row = page.locator(`[data-backend="${name}"]`)
    await expect.poll(() => row.innerText()).toContain('Not timed: it would run on a program')
  }
  const times = await page.locator('.backend:has(.backend-time)').evaluateAll((rows) =>
    rows.map((row) => ({
      name: (row as HTMLElement).dataset['backend'],
      milliseconds: Number(row.querySelector('data')?.getAttribute('value')),
    })),
  )
  const [fastest] = times.toSorted((a, b) => a.milliseconds - b.milliseconds)
  await expect
    .poll(() => page.url())
    .toMatch(
      fastest?.name === 'wasm' ? /^[^=]*#(?!.*backend=)/u : new RegExp(`backend=${fastest?.name}`, 'u'),
    )
  await page.close()
})

test('a race trains the same network on all backends', async () => {
  const page = await playground.open('epochs=6&hidden=8')
  for (const name of backends) await backendSwitch(page, name)
  await press(page, 'Race')
  await page.getByRole('button', { name: 'Race', exact: true }).waitFor()
  const rows = page.locator('.race-table tbody tr')
  await expect.poll(() => rows.count()).toBe(backends.length)
  const results = await rows.evaluateAll((found) =>
    found.map((row) => Array.from(row.querySelectorAll('data'), (cell) => Number(cell.value))),
  )
  for (const [rate, epochs, loss] of results) {
    expect(rate).toBeGreaterThan(0)
    expect(epochs).toBe(6)
    // Devices round differently: the same network comes to nearly the same loss.
    expect(loss).toBeCloseTo(results[0]?.[2] ?? Number.NaN, 3)
  }
  await page.close()
})
