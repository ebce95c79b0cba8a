import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  backendSwitch,
  PATIENCE,
  type Playground,
  press,
  reading,
  startPlayground,
  waitForReading,
} from './open-page.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('a link that says what cannot be is shown in words', async () => {
  const page = await playground.open('data=cats&seed=-1&nothing=1')
  const notice = page.getByRole('region', { name: 'This link says what cannot be' })
  const text = await notice.innerText()
  for (const part of ['data is "cats"', 'seed is "-1"', 'There is no setting "nothing"'])
    expect(text).toContain(part)
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => notice.count()).toBe(0)
  await page.close()
})

test('so is one that is typed into the open page, whose run goes on', async () => {
  const page = await playground.open('epochs=10000')
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 2)
  await page.evaluate(() => {
    location.hash = '#epochs=10000&rate=1e9&hidden=10000&data=%E0%A4%A'
  })
  const notice = page.getByRole('region', { name: 'This link says what cannot be' })
  const text = await notice.innerText()
  for (const part of ['rate is "1e9"', 'hidden is "10000"', 'data is "']) expect(text).toContain(part)
  await expect.poll(() => page.url()).toMatch(/#view=learn&epochs=10000$/u)
  expect(await reading(page, 'epoch')).toBeGreaterThanOrEqual(2)
  await page.close()
})

test('a loss that diverges says what to try, and a reset begins anew', async () => {
  const page = await playground.open('data=sine&activation=relu&optimiser=sgd&rate=10')
  await press(page, 'Start')
  const notice = page.getByRole('region', { name: 'The run stopped' })
  await notice.waitFor()
  const text = await notice.innerText()
  expect(text).toContain('Try a learning rate below 10')
  // An option that the page does not have.
  expect(text).not.toContain('clipNorm')
  await notice.getByRole('button', { name: 'Reset' }).click()
  await page.getByRole('button', { name: 'Start', exact: true, disabled: false }).waitFor()
  await expect.poll(() => notice.count()).toBe(0)
  await page.close()
})

test.each([
  ['a,b\n1,2\n3\n', 'Line 3 has 1 value, and the header 2'],
  ['', 'The file is empty'],
  ['a\n1\n2\n', 'there must be two'],
  ['a,b\n"1,2\n3,4\n', 'A quote that begins on line 2 is never closed'],
])('the CSV file %j is refused in words', async (text, fault) => {
  const page = await playground.open()
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const notice = page.getByRole('region', { name: 'That file cannot be used' })
  await notice.waitFor()
  await expect.poll(() => notice.innerText()).toContain(fault)
  // What ran goes on.
  await press(page, 'Start')
  await waitForReading(page, 'step', 5)
  await page.close()
})

test('a file of 100 MB that is dropped is refused before it is read', async () => {
  const page = await playground.open()
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(100 * 2 ** 20)], 'all.csv'))
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  })
  const notice = page.getByRole('region', { name: 'That file cannot be used' })
  await expect
    .poll(() => notice.innerText())
    .toContain('all.csv has 100.0 MB; the page takes 20.0 MB at most')
  await page.close()
})

test('a file of too few rows says so, and another takes its place', async () => {
  const page = await playground.open()
  const input = page.locator('input[type="file"]')
  await input.setInputFiles({ name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  const notice = page.getByRole('region', { name: 'The run stopped' })
  await expect
    .poll(() => notice.innerText())
    .toContain('one.csv has too few rows to hold some back to test by: 1.')
  const rows = Array.from({ length: 40 }, (_, i) => `word ${i % 4},text ${i % 3},kind ${i % 4}`)
  const buffer = Buffer.from(`a,b,kind\n${rows.join('\n')}\n`)
  await input.setInputFiles({ name: 'words.csv', mimeType: 'text/csv', buffer })
  await page.getByText('40 rows, 3 columns').waitFor()
  await press(page, 'Start')
  await waitForReading(page, 'test-score', 1)
  await expect.poll(() => notice.count()).toBe(0)
  await page.close()
})

test('a CSV file is learnt, and its link asks for it', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => `${i % 7},${(i * 5) % 11},${i % 7 > 3 ? 'high' : 'low'}`)
  const file = {
    name: 'mine.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`a,b,size\n${rows.join('\n')}\n`),
  }
  const page = await playground.open()
  await page.evaluate(keepNotes)
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByText('120 rows, 3 columns').waitFor()
  await expect
    .poll(() => page.evaluate(() => (globalThis as { readonly notes?: readonly string[] }).notes))
    .toContain('Reading mine.csv …')
  await press(page, 'Start')
  await waitForReading(page, 'test-score', 0.95)
  await expect.poll(() => page.url()).toContain('file=mine.csv')

  const again = await playground.browser.newPage()
  await again.goto(page.url())
  const notice = again.getByRole('region', { name: 'The run stopped' })
  await notice.waitFor()
  await expect.poll(() => notice.innerText()).toContain('This link is about the file mine.csv')
  await again.locator('input[type="file"]').setInputFiles(file)
  await again.getByText('120 rows, 3 columns').waitFor()
  await expect.poll(() => notice.count()).toBe(0)
  await page.close()
  await again.close()
})

test('where a device is lost, training goes on on another backend', async () => {
  const context = await playground.browser.newContext()
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  // The context of the training worker's canvas is kept, to lose it when the time has come.
  page.on('worker', (worker) => {
    // One that has ended meanwhile opens no device.
    worker.evaluate(keepContexts).catch(() => {})
  })
  await page.goto(`${playground.url}#backend=wasm&epochs=10000`)
  await (await backendSwitch(page, 'gpu-js')).check()
  await page.locator('[data-backend="gpu-js"][data-is-now="true"]').waitFor()
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 2)
  await Promise.all(page.workers().map((worker) => worker.evaluate(loseContexts)))
  const notice = page.getByRole('region', { name: 'The run stopped' })
  await notice.waitFor()
  await expect.poll(() => notice.innerText()).toContain('gpu-js')
  await notice.getByRole('button', { name: 'Go on on cpu-js' }).click()
  await waitForReading(page, 'epoch', 4)
  await expect.poll(() => notice.count()).toBe(0)
  await context.close()
})

/** In the page: keeps what is said of a data file from now on. */
function keepNotes(): void {
  const notes: (string | null)[] = []
  const note = document.querySelector('.file-note')
  if (!note) throw new Error('The page says nothing of files.')
  new MutationObserver(() => {
    notes.push(note.textContent)
  }).observe(note, { characterData: true, childList: true, subtree: true })
  Object.assign(globalThis, { notes })
}

/** Runs in a worker, before it opens a device. */
function keepContexts(): void {
  const kept: unknown[] = []
  const getContext = new Proxy(Reflect.get(OffscreenCanvas.prototype, 'getContext'), {
    apply: (target, canvas, given) => {
      const context: unknown = Reflect.apply(target, canvas, given)
      kept.push(context)
      return context
    },
  })
  Object.assign(OffscreenCanvas.prototype, { getContext })
  Object.assign(globalThis, { kept })
}

/** Runs there when the time has come. */
function loseContexts(): void {
  const { kept = [] } = globalThis as { readonly kept?: readonly WebGL2RenderingContext[] }
  for (const context of kept) context.getExtension('WEBGL_lose_context')?.loseContext()
}
