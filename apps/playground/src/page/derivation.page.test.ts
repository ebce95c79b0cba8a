import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainThreadTasks } from './main-thread.ts'
import { backends, type Playground, startPlayground } from './open-page.ts'
import { openView } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('the formulas go forward, back and to the update, by keys alone', async () => {
  const page = await openView(playground, 'derivation')
  const tabs = page.getByRole('tab')
  await tabs.filter({ hasText: 'W₁′' }).waitFor()
  const results = await tabs.allInnerTexts()
  expect(results.slice(0, 5)).toEqual(['Z₁', 'S₁', 'Z₂', 'S₂', 'Z₃'])
  expect(results).toEqual(expect.arrayContaining(['R', 'D₁', 'V₁', '∂W₁', '∂b₁', 'W₁′']))

  await tabs.first().focus()
  for (const result of results) {
    await expect.poll(() => page.locator('[role="tab"][aria-selected="true"]').innerText()).toBe(result)
    // The result, and what it is made of.
    await expect.poll(() => page.locator('.matrix').count()).toBeGreaterThan(1)
    await expect.poll(() => page.locator('.formula mi').count()).toBeGreaterThan(1)
    await page.keyboard.press('ArrowRight')
  }
  await page.getByRole('button', { name: '← Previous' }).click()
  await expect.poll(() => page.locator('[role="tab"][aria-selected="true"]').innerText()).toBe(results.at(-2))
  await page.close()
})

test('a matrix tells its shape, and an entry by pointer and by keys', async () => {
  const page = await openView(playground, 'derivation')
  const weights = page.locator('[data-matrix="W1"]')
  await expect.poll(() => weights.locator('figcaption').innerText()).toContain('8 × 2')
  await weights.locator('.matrix-picture').hover({ position: { x: 4, y: 4 } })
  const value = weights.locator('.matrix-value')
  await expect.poll(() => value.innerText()).toMatch(/^row 1, column 1: −?\d/u)
  const told = await value.innerText()
  await page.mouse.move(0, 0)

  await weights.locator('.matrix-picture').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => value.innerText()).toBe(told)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => value.innerText()).toMatch(/^row 2, column 2: −?\d/u)
  await page.close()
})

test.each(backends)('on %s the check is green, and red where a term is broken', async (backend) => {
  const page = await openView(playground, 'derivation', { hash: `backend=${backend}` })
  await page.getByText(`computed on ${backend}`).waitFor()
  await page.getByRole('button', { name: 'Check the gradients' }).click()
  await page.locator('[data-passed="true"]').waitFor()

  await page.getByRole('tab', { name: 'Back: ∂W₂', exact: true }).click()
  await page.getByRole('slider', { name: 'By' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.locator('[data-passed="false"]').waitFor()
  await expect.poll(() => page.locator('.verdict').innerText()).toBe('✗ Wrong: ∂W₂')
  await page.keyboard.press('ArrowLeft')
  await page.locator('[data-passed="true"]').waitFor()
  await page.close()
})

test('it follows the training, and no task of the page’s main thread takes 50 ms', async () => {
  const page = await openView(playground, 'learn', { hash: 'epochs=10000' })
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('button', { name: 'The derivation' }).click()
  const note = page.locator('.derivation-batch p')
  await note.waitFor()
  const before = await note.innerText()
  const tasks = await mainThreadTasks(page, async () => {
    await expect.poll(() => note.innerText()).not.toBe(before)
    await page.getByRole('button', { name: 'Check the gradients' }).click()
    await page.locator('.verdict').waitFor()
  })
  expect(tasks.length).toBeGreaterThan(20)
  expect(Math.max(...tasks)).toBeLessThan(50)
  await page.close()
})
