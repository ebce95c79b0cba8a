import { createPredictor, createTable, decodeModel } from 'bilayer'
import { decodeOnnx } from '@bilayer/formats/onnx'
import { expect, test } from 'vitest'
import { defaults, type Settings } from '../state/settings.ts'
import { createTrainer } from './trainer.ts'

const csv = new TextEncoder().encode(
  [
    'size,colour,price',
    ...Array.from({ length: 40 }, (_, i) => `${i},${i % 3 ? 'red' : 'blue'},${2 * i + 1}.5`),
  ].join('\n'),
)

/** A run of a few steps. */
async function trainerOf(settings: Partial<Settings>) {
  const trainer = createTrainer('', () => {})
  await trainer.takeFile('houses.csv', csv)
  await trainer.begin({ ...defaults, backend: 'cpu-js', hidden: [4], ...settings })
  return trainer
}

test('the three files hold the same network, with what was learnt of the columns', async () => {
  const trainer = await trainerOf({ data: 'csv', file: 'houses.csv' })
  const model = decodeModel(await trainer.modelFile('safetensors'))
  expect(model.activations).toEqual(['tanh', 'identity'])
  expect(model.target).toMatchObject({ kind: 'quantity', name: 'price' })
  expect(model.encoding?.map(({ name }) => name)).toEqual(['size', 'colour'])
  expect(decodeOnnx(await trainer.modelFile('onnx'))).toEqual(model)

  const code = new TextDecoder().decode(await trainer.modelFile('module'))
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    readonly predict: (rows: readonly unknown[]) => readonly number[]
  }
  await using predictor = await createPredictor(model)
  const [expected] = await predictor.predict(createTable({ size: [7], colour: ['red'] }))
  expect(module.predict([{ size: 7, colour: 'red' }])[0]).toBeCloseTo(Number(expected), 3)
})

test('labels belong to the cross entropy: other outputs stay as they are', async () => {
  const targetOf = async (loss: Settings['loss']) => {
    const trainer = await trainerOf({ data: 'circles', loss })
    return decodeModel(await trainer.modelFile('safetensors')).target
  }
  expect(await targetOf('crossEntropy')).toMatchObject({ labels: ['orange', 'blue'] })
  expect(await targetOf('huber')).toBeUndefined()
})
