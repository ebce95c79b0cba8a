import type { Profile } from '../profile/profile.ts'
import type { StepCosts } from './work.ts'

type Call = Pick<Profile['calls'][number], 'op' | 'least'>

/** Calls that update one layer by gradient descent: its W and its b. */
const UPDATES_OF_LAYER = 2

/** What the calls of a step take of each part of it, in the unit of their times. The copies between ranks are not among them. */
export function partsOf(
  layers: readonly number[],
  calls: readonly Call[],
): Omit<StepCosts, 'taken' | 'given'> {
  const count = layers.length - 1
  const updatesFrom = calls.length - UPDATES_OF_LAYER * count
  const backwardFrom = calls.findIndex(({ op }) => op === 'matmul')
  if (backwardFrom < count || updatesFrom <= backwardFrom) {
    throw new Error(`A step of ${layers.join('-')} is not made of ${calls.map(({ op }) => op).join(', ')}.`)
  }
  const gradients = Array.from({ length: count }, () => 0)
  const through = Array.from({ length: count }, () => 0)
  let layer = count - 1
  let isGradient = true
  for (const { op, least } of calls.slice(backwardFrom, updatesFrom)) {
    // Of each layer: ∂W by a product, ∂b by a sum of columns, then the product and the mask that give the G of the layer before.
    if (!isGradient && op === 'matmul' && through[layer] > 0) {
      layer--
      isGradient = true
    }
    ;(isGradient ? gradients : through)[layer] += least
    if (op === 'colsum') isGradient = false
  }
  return {
    layers,
    before: total(calls.slice(0, backwardFrom)),
    gradients,
    through,
    update: total(calls.slice(updatesFrom)),
  }
}

const total = (calls: readonly Call[]): number => calls.reduce((sum, { least }) => sum + least, 0)

/** The parts of a step that takes so long as a whole: all but the update, and what is copied, in their proportions. */
export function scaledTo(costs: StepCosts, whole: number): StepCosts {
  const { before, gradients, through, update } = costs
  const rest = before + [...gradients, ...through].reduce((sum, part) => sum + part, 0)
  const factor = Math.max(0, whole - update) / rest
  return {
    ...costs,
    before: factor * before,
    gradients: gradients.map((part) => factor * part),
    through: through.map((part) => factor * part),
  }
}
