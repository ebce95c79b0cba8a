import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startPlayground } from './open-page.ts'

/** Bytes that the first load may have, compressed, without data sets. */
const MOST_BYTES = 300_000

/** Milliseconds from the request to the first frame. */
const LONGEST_WAIT = 1000

test('the first load, with the probes of all backends, is below 300 KB, and asks nobody else', async () => {
  await using playground = await startPlayground()
  const page = await playground.browser.newPage()
  const bodies: Promise<Buffer>[] = []
  const hosts = new Set<string>()
  page.context().on('request', (request) => hosts.add(new URL(request.url()).host))
  page.context().on('response', (response) => bodies.push(response.body()))
  await page.goto(playground.url)
  await page.locator('[data-backend="cpu-js"] input:enabled').waitFor({ timeout: 100_000 })
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
  expect(sizes.length).toBeGreaterThan(5)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
  expect([...hosts]).toEqual([new URL(playground.url).host])
})

test('the first frame is there within a second', async () => {
  await using playground = await startPlayground()
  const times: number[] = []
  // The least of several: what else the machine does is not the page's.
  for (let i = 0; i < 5; i++) {
    const page = await playground.open()
    times.push(
      await page.evaluate(() => performance.getEntriesByName('first-frame')[0]?.startTime ?? Infinity),
    )
    await page.close()
  }
  expect(Math.min(...times)).toBeLessThan(LONGEST_WAIT)
})
