import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeModel } from 'bilayer'
import { decodeOnnx } from '@bilayer/formats/onnx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../../../scripts/run.ts'
import { type Playground, press, reading, startPlayground, waitForReading } from './open-page.ts'
import { openView } from './open-view.ts'

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test('the network is saved in three formats', async () => {
  const page = await openView(playground, 'take-away', { hash: 'hidden=5&activation=relu' })
  const save = async (name: string) => {
    await page.getByRole('button', { name, exact: true, disabled: false }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, name)])
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const safetensors = await save('safetensors')
  expect(safetensors.name).toBe('model.safetensors')
  const model = decodeModel(safetensors.bytes)
  expect(model.parameters.map(({ rows, cols }) => [rows, cols])).toEqual([
    [5, 2],
    [5, 1],
    [1, 5],
    [1, 1],
  ])
  const onnx = await save('ONNX')
  expect(onnx.name).toBe('model.onnx')
  expect(decodeOnnx(onnx.bytes).parameters).toEqual(model.parameters)
  const module = await save('JavaScript module')
  expect(module.name).toBe('model.mjs')
  const code = (await import(`data:text/javascript,${encodeURIComponent(module.bytes.toString())}`)) as {
    readonly labels: readonly string[]
  }
  expect(code.labels).toEqual(['orange', 'blue'])
  await page.close()
})

test('the program is copied', async () => {
  const page = await openView(playground, 'take-away', { hash: 'data=spirals&seed=7' })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy as code', disabled: false }).click()
  await page.getByText('The program is copied').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain("planeSamples('spirals', { count: 400, noise: 0.1, seed: 7 })")
  expect(copied).toBe(await page.locator('.program').innerText())
  await page.close()
})

test.each(['wasm', 'cpu-js'])(
  'the program ends, in Node.js, with the loss of the page: %s',
  async (backend) => {
    const page = await playground.open(`data=spirals&hidden=16-16&epochs=40&seed=3&backend=${backend}`)
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 40)
    const loss = await reading(page, 'train-loss')
    await page.getByRole('navigation').getByText('Take it away').click()
    await page.getByText('createMlp(').waitFor()
    const program = await page.locator('.program').innerText()
    await page.close()

    // Beside the packages that it imports.
    const folder = await mkdtemp(join(import.meta.dirname, 'program-'))
    try {
      await writeFile(join(folder, 'train.mjs'), program)
      const { stdout } = await run(process.execPath, ['--conditions=@bilayer/source', 'train.mjs'], {
        cwd: folder,
      })
      expect(stdout.trimEnd().split('\n').pop()).toBe(`the loss is ${loss}`)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
