import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainThreadTasks } from './main-thread.ts'
import { type Playground, press, startPlayground } from './open-page.ts'
import { openView } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('the suite passes on every backend of the page', { timeout: 600_000 }, async () => {
  const page = await openView(playground, 'prove')
  await page.getByRole('button', { name: 'Run the suite', disabled: false }).click()
  const again = page.getByRole('button', { name: 'Run the suite' })
  await again.waitFor({ timeout: 550_000 })
  const heads = page.locator('th[data-subject]')
  expect(
    await heads.evaluateAll((found) => found.map((head) => (head as HTMLElement).dataset['subject'])),
  ).toEqual(['wasm', 'worker-pool', 'cpu-js', 'webgpu', 'gpu-js'])
  const cells = page.locator('[data-verdict]')
  const verdicts = await cells.evaluateAll((found) =>
    found.map((cell) => (cell as HTMLElement).dataset['verdict']),
  )
  expect(verdicts.length).toBeGreaterThan(5 * 30)
  // What a device declares that it cannot keep is skipped.
  expect(verdicts.filter((verdict) => verdict !== 'passed' && verdict !== 'skipped')).toEqual([])
  await expect.poll(() => page.getByText('Nothing failed: ').count()).toBe(1)
  await page.close()
})

test('a wrong backend is caught while the page stays quick, the failure says what was right, and the run is cancelled', async () => {
  const page = await openView(playground, 'prove')
  const wrong = page.getByRole('combobox', { name: /wrong on purpose/u })
  await wrong.locator('option', { hasText: 'relu(NaN) is 0' }).waitFor({ state: 'attached' })
  await wrong.selectOption('relu(NaN) is 0')
  await page.getByRole('button', { name: 'Run the suite', disabled: false }).waitFor()
  const tasks = await mainThreadTasks(page, async () => {
    await press(page, 'Run the suite')
    await page.locator('th[data-subject="relu(NaN) is 0"][data-state="done"]').waitFor()
  })
  expect(Math.max(...tasks)).toBeLessThan(50)
  const first = page.locator('details.case').first()
  await expect.poll(() => first.locator('pre').innerText()).toContain('it should be NaN')

  // By keys alone: from the first cell to that of relu, which opens.
  await page.locator('[data-place="0 0"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'relu on relu(NaN) is 0' }).waitFor()

  await press(page, 'Cancel')
  await page.getByRole('button', { name: 'Run the suite' }).waitFor()
  await expect.poll(() => page.locator('[data-verdict="not run"]').count()).toBeGreaterThan(10)

  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'JSON')])
  const reports = JSON.parse(await readFile(await saved.path(), 'utf8')) as readonly {
    readonly backend: string
    readonly failed?: number
  }[]
  expect(reports[0]?.failed).toBeGreaterThan(0)
  for (const [label, name] of [
    ['HTML', 'bilayer-conformance.html'],
    ['JUnit', 'bilayer-conformance.xml'],
  ] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, label)])
    expect(file.suggestedFilename()).toBe(name)
  }
  await page.close()
})
