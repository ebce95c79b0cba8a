import {
  ArgumentError,
  checkArray,
  checkObject,
  type Checkpoint,
  checkRandomState,
  checkString,
  checkWholeNumber,
} from '@bilayer/core'
import { checkTensors, parameterTensor } from './tensor.ts'

const counts = ['epoch', 'batch', 'samples', 'seen', 'steps'] as const

/** Members that are lists of numbers, of any length. */
export const lists = ['losses', 'total'] as const

/** Throws `ArgumentError` or `ShapeError` unless a value is a checkpoint of some network. `label` is what the caller calls it. */
export function checkCheckpoint(label: string, checkpoint: unknown): asserts checkpoint is Checkpoint {
  checkObject(label, checkpoint, 'what model.checkpoint() resolves to')
  const given = checkpoint as Partial<Checkpoint>
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
