import {
  ArgumentError,
  checkArray,
  checkObject,
  checkRandomState,
  checkString,
  checkWholeNumber,
  type RandomState,
} from '@bilayer/core'
import { checkTensors, parameterTensor, type Tensor } from './tensor.ts'

/** What `checkpoint()` of a model of `@bilayer/mlp` resolves to: all that a training needs to go on as if it had not been interrupted. */
export interface TrainingCheckpoint {
  readonly parameters: readonly Tensor[]
  readonly optimiser: string
  readonly kept: readonly Tensor[]
  readonly epoch: number
  readonly batch: number
  readonly samples: number
  readonly seen: number
  readonly steps: number
  readonly losses: readonly number[]
  readonly total: readonly number[]
  readonly random: RandomState
}

const counts = ['epoch', 'batch', 'samples', 'seen', 'steps'] as const

/** Members that are lists of numbers, of any length. */
export const lists = ['losses', 'total'] as const

/** Throws `ArgumentError` or `ShapeError` unless a value is a checkpoint of some network. `label` is what the caller calls it. */
export function checkCheckpoint(
  label: string,
  checkpoint: unknown,
): asserts checkpoint is TrainingCheckpoint {
  checkObject(label, checkpoint, 'what model.checkpoint() resolves to')
  const given = checkpoint as Partial<TrainingCheckpoint>
  checkString(`${label}.optimiser`, given.optimiser, 'adam')
  for (const name of counts) checkWholeNumber(`${label}.${name}`, given[name])
  for (const name of lists) checkFiniteNumbers(`${label}.${name}`, given[name])
  checkRandomState(`${label}.random`, given.random)
  checkTensors(`${label}.parameters`, given.parameters, parameterTensor)
  checkTensors(`${label}.kept`, given.kept, parameterTensor)
}

function checkFiniteNumbers(label: string, values: unknown): void {
  checkArray(label, values, 'numbers')
  // A copy has no holes, which every() would pass over.
  if (![...values].every(Number.isFinite)) throw new ArgumentError(`${label} must hold finite numbers.`)
}
