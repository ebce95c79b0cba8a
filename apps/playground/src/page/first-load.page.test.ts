import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { PATIENCE, startPlayground } from './open-page.ts'

/** Bytes that the first load may have, compressed, without data sets. */
const MOST_BYTES = 300_000

/** Milliseconds from the request to the first frame. */
const LONGEST_WAIT = 1000

test('the first load, with the probes of all backends, is below 300 KB, and asks nobody else', async () => {
  await using playground = await startPlayground()
  const page = await playground.browser.newPage()
  const urls = new Set<string>()
  page.context().on('request', (request) => urls.add(request.url()))
  await page.goto(playground.url)
  await page.locator('[data-backend="cpu-js"] input:enabled').waitFor({ timeout: PATIENCE })
  const hosts = new Set(Array.from(urls, (url) => new URL(url).host))
  expect([...hosts]).toEqual([new URL(playground.url).host])
  const bodies = await Promise.all(Array.from(urls, async (url) => (await fetch(url)).arrayBuffer()))
  const sizes = bodies.map((body) => gzipSync(body).length)
  expect(sizes.length).toBeGreaterThan(10)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
})

test('the first frame is there within a second', async () => {
  await using playground = await startPlayground()
  const firstFrame = async (): Promise<number> => {
    const page = await playground.open()
    const [mark] = await page.evaluate(() => performance.getEntriesByName('first-frame'))
    await page.close()
    return mark.startTime
  }
  // The least of several: what else the machine does is not the page's.
  await expect.poll(firstFrame, { timeout: PATIENCE }).toBeLessThan(LONGEST_WAIT)
})
