import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Playground, press, reading, startPlayground, waitForReading } from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('back leads to the view before, whatever was set in between, and the run is as it was', async () => {
  const page = await playground.open('epochs=3')
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 3)
  const loss = await reading(page, 'test-loss')
  const views = page.getByRole('navigation')
  await views.getByText('The derivation').click()
  await page.getByRole('tab', { name: 'Back: R', exact: true }).click()
  await expect.poll(() => page.url()).toContain('formula=')
  await views.getByText('Take it away').click()
  await page.getByText('createMlp(').waitFor()
  await views.getByText('Measure').click()
  await page.getByRole('heading', { name: 'Steps a second' }).waitFor()

  await page.goBack()
  await page.getByText('createMlp(').waitFor()
  await page.goBack()
  await page.getByRole('tab', { name: 'Back: R', exact: true, selected: true }).waitFor()
  await page.goBack()
  expect(await reading(page, 'test-loss')).toBe(loss)
  expect(await reading(page, 'epoch')).toBe(3)
  await page.goForward()
  await page.goForward()
  await page.getByText('createMlp(').waitFor()
  await page.close()
})
