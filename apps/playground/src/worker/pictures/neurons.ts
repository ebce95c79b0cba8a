import type { Samples } from 'bilayer'
import { DIGIT_SIDE } from '../../data-sets/digits.ts'
import { classesIn } from '../answers.ts'
import type { NeuronPictures } from '../protocol.ts'
import type { Run } from '../run.ts'
import type { Grid } from './grid.ts'
import type { Weights } from './weights.ts'

/** Neurons of a layer that are shown. */
const MOST_SHOWN = 64

/** The side of a neuron's picture of the plane. */
const SIDE = 32

/** Groups of samples by what is learnt, where that is a quantity. */
const GROUPS = 10

/** What the neurons of each hidden layer give all over a grid. */
export function neuronsOnGrid(hidden: readonly Samples[], { width, height }: Grid): NeuronPictures[] {
  const [columns, rows] = [Math.min(width, height === 1 ? width : SIDE), Math.min(height, SIDE)]
  return hidden.map(({ values, size }) => {
    const shown = Math.min(size, MOST_SHOWN)
    const pictures = pictureOf(shown, columns, rows, (neuron, column, row) => {
      const [x, y] = [Math.floor((column * width) / columns), Math.floor((row * height) / rows)]
      return values[(y * width + x) * size + neuron]
    })
    return { neurons: size, width: columns, height: rows, values: pictures }
  })
}

/** The weights with which the neurons of the first layer see a digit. */
export function weightPictures({ outputs, inputs, values }: Weights): NeuronPictures {
  const pictures = pictureOf(
    Math.min(outputs, MOST_SHOWN),
    DIGIT_SIDE,
    DIGIT_SIDE,
    (neuron, column, row) => values[neuron * inputs + row * DIGIT_SIDE + column],
  )
  return { neurons: outputs, width: DIGIT_SIDE, height: DIGIT_SIDE, values: pictures }
}

/** What the neurons of a layer give on average for the samples of each class, or for each tenth of what is learnt, least first. */
export function neuronsByGroup(
  { problem }: Pick<Run, 'problem'>,
  { values, count, size }: Samples,
): NeuronPictures {
  const groups = groupsOf(problem.target, problem.test.Y, count)
  const width = Math.max(...groups) + 1
  const sums = new Float64Array(width * size)
  const counts = new Float64Array(width)
  for (let i = 0; i < count; i++) {
    counts[groups[i]]++
    for (let neuron = 0; neuron < size; neuron++) {
      sums[groups[i] * size + neuron] += values[i * size + neuron]
    }
  }
  const shown = Math.min(size, MOST_SHOWN)
  const pictures = pictureOf(shown, width, 1, (neuron, group) =>
    counts[group] === 0 ? 0 : sums[group * size + neuron] / counts[group],
  )
  return { neurons: size, width, height: 1, values: pictures }
}

function groupsOf(target: Run['problem']['target'], Y: Samples, count: number): number[] {
  if (target.kind === 'classes') return [...classesIn(Y).subarray(0, count)]
  const order = Array.from({ length: count }, (_, i) => i).toSorted((a, b) => Y.values[a] - Y.values[b])
  const groups: number[] = []
  for (const [place, i] of order.entries()) groups[i] = Math.floor((place * GROUPS) / count)
  return groups
}

/** The pictures of some neurons, one after the other, each scaled by its own largest number. */
function pictureOf(
  neurons: number,
  width: number,
  height: number,
  valueAt: (neuron: number, column: number, row: number) => number,
): Float32Array<ArrayBuffer> {
  const pictures = new Float32Array(neurons * width * height)
  for (let neuron = 0; neuron < neurons; neuron++) {
    const picture = pictures.subarray(neuron * width * height, (neuron + 1) * width * height)
    let largest = 0
    for (let i = 0; i < picture.length; i++) {
      picture[i] = valueAt(neuron, i % width, Math.floor(i / width))
      largest = Math.max(largest, Math.abs(picture[i]))
    }
    if (largest > 0) for (let i = 0; i < picture.length; i++) picture[i] /= largest
  }
  return pictures
}
