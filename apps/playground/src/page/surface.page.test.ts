import { expect, test } from 'vitest'
import { faultsOf, noFaults } from './axe.ts'
import { press, startPlayground, waitForReading } from './open-page.ts'

test('the plane of a file’s quantity says what lies along its edges, and what its colours mean', async () => {
  await using playground = await startPlayground()
  const page = await playground.open()
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [width, height] = [100 + (i % 12), Math.floor(i / 12)]
    return `${width},${height},${0.5 * width + height}`
  })
  const buffer = Buffer.from(`width,height,price\n${rows.join('\n')}\n`)
  await page.locator('input[type="file"]').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer })
  const panel = page.getByRole('region', { name: 'Fitted surface' })
  await panel.waitFor()
  await expect
    .poll(() => panel.getByRole('img').first().getAttribute('aria-label'))
    .toMatch(
      /the price that the network gives .* Across: width, from 99\.1 to 112\. Up: height, from −0\.72 to 9\.72\.$/u,
    )
  await expect.poll(() => panel.locator('.axis-name').allInnerTexts()).toEqual(['height', 'width', 'price'])
  const text = await panel.innerText()
  // The mean of the prices is 57.25, and their deviation 3.35.
  for (const part of ['53.9 or less', '60.6 or more', 'Samples below the mean, 57.3'])
    expect(text).toContain(part)
  await press(page, 'Start')
  await waitForReading(page, 'test-score', 0.95)
  expect(await faultsOf(page)).toEqual(noFaults)
})
