import { readFile } from 'node:fs/promises'
import { decodeModel } from 'bilayer'
import { decodeOnnx } from '@bilayer/formats/onnx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Playground, press, startPlayground } from './open-page.ts'
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
