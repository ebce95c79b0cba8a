import {
  ArgumentError,
  checkArray,
  checkObject,
  type Checkpoint,
  checkRandomState,
  checkWholeNumber,
  type Parameter,
  ShapeError,
} from '@bilayer/core'
import type { Network } from './network.ts'
import type { Optimiser } from './optimiser.ts'
import { checkParameter } from './parameters.ts'

/** Throws `ArgumentError` or `ShapeError` unless a value is a checkpoint of such a network, trained by such an optimiser. */
export function checkCheckpoint(checkpoint: Checkpoint, network: Network, optimiser: Optimiser): void {
  checkObject('resume', checkpoint, 'what model.checkpoint() resolves to')
  const { epoch, batch, samples, seen, steps, losses, random } = checkpoint
  checkWholeNumber('resume.epoch', epoch, { least: 1 })
  for (const [name, value] of Object.entries({ batch, samples, seen, steps })) {
    checkWholeNumber(`resume.${name}`, value)
  }
  checkNumbers('resume.losses', losses)
  checkNumbers('resume.total', checkpoint.total)
  checkRandomState('resume.random', random)
  checkShapes('resume.parameters', checkpoint.parameters, network, [''])
  if (checkpoint.optimiser !== optimiser.name) {
    throw new ArgumentError(
      `resume: the checkpoint is of ${checkpoint.optimiser}, and the optimiser is ${optimiser.name}; they must be the same.`,
    )
  }
  checkShapes('resume.kept', checkpoint.kept, network, optimiser.keeps)
}

function checkNumbers(label: string, values: readonly number[]): void {
  checkArray(label, values, 'numbers')
  if (!values.every((value) => typeof value === 'number'))
    throw new ArgumentError(`${label} must hold numbers.`)
}

/** Throws unless there is, for each of the names, one matrix for each parameter of the network, in its shape. */
function checkShapes(
  label: string,
  found: readonly Parameter[],
  network: Network,
  names: readonly string[],
): void {
  checkArray(label, found, '{ name, rows, cols, values }')
  const shapes = names.flatMap(() => network.flatMap(({ W, b }) => [W, b]))
  if (found.length !== shapes.length) {
    throw new ShapeError(
      `${label} has ${found.length} matrices; for this network it must have ${shapes.length}.`,
    )
  }
  for (const [i, { rows, cols }] of shapes.entries()) {
    checkParameter(`${label}[${i}]`, found[i])
    if (found[i].rows !== rows || found[i].cols !== cols) {
      throw new ShapeError(
        `${label}[${i}] is ${found[i].rows} × ${found[i].cols}; for this network it must be ${rows} × ${cols}.`,
      )
    }
  }
}
