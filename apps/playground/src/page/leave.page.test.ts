import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Playground, press, reading, startPlayground, waitForReading } from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('a page that is left in mid-training ends its workers without a word, and its link gives the run again', async () => {
  const session = await playground.browser.newBrowserCDPSession()
  const workers = async (): Promise<number> => {
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] })
    return targetInfos.filter(({ type }) => type === 'worker').length
  }
  const faults: string[] = []
  const listen = (page: Page): void => {
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
  }

  const page = await playground.open('backend=worker-pool&data=spirals&hidden=16&seed=5&epochs=10000')
  listen(page)
  const losses = await lossesOf(page)
  await trainOn(page)
  expect(await workers()).toBeGreaterThan(1)
  await page.goto('about:blank')
  await expect.poll(workers).toBe(0)

  await page.goBack()
  expect(await lossesOf(page)).toEqual(losses)
  await trainOn(page)
  const link = new URL(page.url()).hash.slice(1)
  await page.close()
  await expect.poll(workers).toBe(0)

  const again = await playground.open(link)
  listen(again)
  expect(await lossesOf(again)).toEqual(losses)
  expect(faults).toEqual([])
  await again.close()
})

/** Trains for three epochs, and reads the losses. */
async function lossesOf(page: Page): Promise<readonly number[]> {
  for (const epoch of [1, 2, 3]) {
    await press(page, 'Epoch')
    await waitForReading(page, 'epoch', epoch)
  }
  return [await reading(page, 'train-loss'), await reading(page, 'test-loss')]
}

/** Lets training run, and comes back while it does. */
async function trainOn(page: Page): Promise<void> {
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 5)
}
