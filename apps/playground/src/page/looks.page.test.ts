import { expect, test } from 'vitest'
import { startPlayground } from './open-page.ts'
import { openView } from './open-view.ts'

test('the theme that is chosen is that of the page, whatever the system’s, and nothing moves where that is asked for', async () => {
  await using playground = await startPlayground()
  const page = await playground.open()
  const style = (name: 'backgroundColor' | 'transitionDuration', selector: string) =>
    page.locator(selector).evaluate((element, property) => getComputedStyle(element)[property], name)
  const theme = page.getByRole('combobox', { name: 'Theme' })
  const light = await style('backgroundColor', 'body')
  await theme.selectOption('dark')
  await expect.poll(() => style('backgroundColor', 'body')).not.toBe(light)
  const dark = await style('backgroundColor', 'body')
  await page.emulateMedia({ colorScheme: 'dark' })
  await theme.selectOption('light')
  await expect.poll(() => style('backgroundColor', 'body')).toBe(light)
  await theme.selectOption('system')
  await expect.poll(() => style('backgroundColor', 'body')).toBe(dark)

  expect(await style('transitionDuration', '.button.primary')).not.toBe('0s')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(() => style('transitionDuration', '.button.primary')).toBe('0s')
})

test('what is told of an entry of a matrix moves no other, and a narrow page has all views in sight', async () => {
  await using playground = await startPlayground()
  const page = await openView(playground, 'derivation')
  const left = (selector: string) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().left)
  await page.locator('[data-matrix="X"]').waitFor()
  const before = await left('[data-matrix="X"]')
  await page.locator('[data-matrix="W1"] .matrix-picture').hover({ position: { x: 4, y: 4 } })
  await page.getByText('row 1, column 1').waitFor()
  await expect.poll(() => left('[data-matrix="X"]')).toBe(before)

  await page.setViewportSize({ width: 375, height: 900 })
  const views = page.getByRole('navigation').getByRole('button')
  const ends = () => views.evaluateAll((all) => all.map((view) => view.getBoundingClientRect().right))
  expect(await ends()).toHaveLength(5)
  await expect.poll(async () => Math.max(...(await ends()))).toBeLessThanOrEqual(375)
})
