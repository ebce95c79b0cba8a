import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Playground, press, startPlayground, waitForReading } from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('digits are learnt, the misread ones shown, and a drawn one is read', async () => {
  const page = await playground.open(
    'data=digits&samples=3000&hidden=64&activation=relu&batch=32&epochs=4&rate=0.003',
  )
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 4)
  await waitForReading(page, 'test-score', 0.85)
  await expect.poll(() => page.locator('.misread-digit').count()).toBeGreaterThan(5)

  const pad = page.getByRole('application')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('There is no pad to draw on.')
  // Far from the middle, and small: it is centred and scaled.
  await page.mouse.move(box.x + 130, box.y + 90)
  await page.mouse.down()
  await page.mouse.move(box.x + 130, box.y + 150, { steps: 10 })
  await page.mouse.up()
  await page.locator('.share.best .share-name', { hasText: '1' }).waitFor()

  await press(page, 'Clear')
  await expect.poll(() => page.locator('.share.best').count()).toBe(0)
  await page.close()
})
