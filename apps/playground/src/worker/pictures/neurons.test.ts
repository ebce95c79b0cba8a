import { expect, test } from 'vitest'
import { makeProblem } from '../../data-sets/make-problem.ts'
import { readDataFile } from '../../data-sets/table.ts'
import { defaults } from '../../state/settings.ts'
import { neuronsByGroup, neuronsOnGrid, weightPictures } from './neurons.ts'
import { linksOf } from './weights.ts'

/** What a layer of so many neurons gives for some samples, one sample a row. */
const outputs = (size: number, count: number, valueAt: (sample: number, neuron: number) => number) => ({
  values: Float32Array.from({ length: size * count }, (_, i) => valueAt(Math.floor(i / size), i % size)),
  count,
  size,
})

/** What is at such places of a grid. */
const grid = (width: number, height: number) => ({
  X: { values: new Float32Array(2 * width * height), count: width * height, size: 2 },
  width,
  height,
})

test('each neuron has a picture of the grid, row by row, scaled by its own largest number', () => {
  // The second neuron gives a hundredth of what the first does, and less than 0.
  const hidden = outputs(2, 6, (place, neuron) => (neuron === 0 ? place : -place / 100))
  const [{ neurons, width, height, values }] = neuronsOnGrid([hidden], grid(3, 2))
  expect({ neurons, width, height }).toEqual({ neurons: 2, width: 3, height: 2 })
  const scaled = [0, 0.2, 0.4, 0.6, 0.8, 1]
  for (const [i, value] of [...scaled, ...scaled.map((each) => -each)].entries())
    expect(values[i]).toBeCloseTo(value, 6)
})

test('a finer grid is thinned to 32 × 32 places, and 64 neurons of many are shown', () => {
  const hidden = outputs(70, 64 * 64, (place) => place)
  const [{ neurons, width, height, values }] = neuronsOnGrid([hidden], grid(64, 64))
  expect({ neurons, width, height }).toEqual({ neurons: 70, width: 32, height: 32 })
  expect(values).toHaveLength(64 * 32 * 32)
  // Every second place of every second row.
  const largest = 62 * 64 + 62
  for (const [place, at] of [0, 2, 4].entries()) expect(values[place]).toBeCloseTo(at / largest, 6)
  expect(values[32]).toBeCloseTo((2 * 64) / largest, 6)
  expect(values[32 * 32 - 1]).toBe(1)
})

test('along a curve nothing is thinned', () => {
  const [{ width, height, values }] = neuronsOnGrid([outputs(1, 128, (place) => place)], grid(128, 1))
  expect({ width, height }).toEqual({ width: 128, height: 1 })
  expect(values[64]).toBeCloseTo(64 / 127, 6)
})

test('a neuron that gives nothing but 0 has a picture of 0', () => {
  const [{ values }] = neuronsOnGrid([outputs(1, 4, () => 0)], grid(2, 2))
  expect([...values]).toEqual([0, 0, 0, 0])
})

test('a neuron that sees digits is shown by its weights, pixel by pixel', () => {
  const values = Float32Array.from({ length: 2 * 784 }, (_, i) => (i < 784 ? i : 784 - i))
  const pictures = weightPictures({ outputs: 2, inputs: 784, values })
  expect(pictures).toMatchObject({ neurons: 2, width: 28, height: 28 })
  expect(pictures.values[29]).toBeCloseTo(29 / 783, 6)
  expect(pictures.values[784 + 29]).toBeCloseTo(-29 / 783, 6)
})

/** A file of 40 rows to test by, in which a runs from 0 on. */
async function problemOf(learnt: (row: number) => string) {
  const rows = Array.from({ length: 50 }, (_, row) => `${row},${row % 7},${row % 5},${learnt(row)}`)
  const bytes = new TextEncoder().encode(`a,b,c,learnt\n${rows.join('\n')}\n`)
  const file = await readDataFile('mine.csv', bytes)
  return makeProblem({ ...defaults, data: 'csv', file: 'mine.csv', test: 0.8 }, { digits: '', file })
}

test('what a neuron gives for each class is averaged', async () => {
  const problem = await problemOf((row) => 'xyz'[row % 3])
  const { Y } = problem.test
  const classes = Array.from({ length: Y.count }, (_, i) => Y.values.subarray(3 * i, 3 * i + 3).indexOf(1))
  // One above and one below the number of the class, in turn: on average as much as it, where both are as many.
  const seen = [0, 0, 0]
  const even = outputs(1, Y.count, (sample) => {
    const sign = seen[classes[sample]]++ % 2 === 0 ? 1 : -1
    return classes[sample] + sign
  })
  const averages = seen.map((count, label) => label + (count % 2) / count)
  const { width, height, values } = neuronsByGroup({ problem }, even)
  expect({ width, height }).toEqual({ width: 3, height: 1 })
  for (const [label, average] of averages.entries())
    expect(values[label]).toBeCloseTo(average / Math.max(...averages), 5)
})

test('of a quantity it is averaged for each tenth, the least first', async () => {
  const problem = await problemOf((row) => `${row * row}.5`)
  const { Y } = problem.test
  const { width, values } = neuronsByGroup(
    { problem },
    outputs(1, Y.count, (sample) => Y.values[sample] + 10),
  )
  expect(width).toBe(10)
  expect([...values]).toEqual([...values].toSorted((a, b) => a - b))
  expect(new Set(values).size).toBe(10)
})

test('weights between small layers are links, scaled by the largest of them', () => {
  const links = linksOf({ outputs: 1, inputs: 3, values: Float32Array.of(1, -4, 2) })
  expect(links).toEqual(Float32Array.of(0.25, -1, 0.5))
  expect(linksOf({ outputs: 2, inputs: 1, values: new Float32Array(2) })).toEqual(new Float32Array(2))
  expect(linksOf({ outputs: 17, inputs: 1, values: new Float32Array(17) })).toBeUndefined()
})
