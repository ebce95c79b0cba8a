import {
  ArgumentError,
  type Backend,
  checkArray,
  checkBackend,
  checkObject,
  type Checkpoint,
  checkRandomState,
  checkWholeNumber,
  type Course,
  type Parameter,
  ShapeError,
} from '@bilayer/core'
import type { Network } from './network.ts'
import type { KeptOfLayer } from './optimise.ts'
import type { Optimiser } from './optimiser.ts'
import { checkParameter, networkOf, parametersOf, replacementOf } from './parameters.ts'
import type { Trained } from './trainee.ts'

/** Everything there is of a training, read from its backend as it is at the call. */
export async function checkpointOf(
  trained: Trained,
  course: Course,
  optimiser: Optimiser,
): Promise<Checkpoint> {
  const { network, kept, total } = trained
  const [parameters, keptOfEach, totals] = await Promise.all([
    parametersOf(network),
    readKept(kept, optimiser.keeps),
    total?.read(),
  ])
  return {
    ...course,
    losses: [...course.losses],
    parameters,
    optimiser: optimiser.name,
    kept: keptOfEach,
    total: [...(totals ?? course.total)],
  }
}

/** What a checkpoint holds, where the network is that it was taken of. It must be checked. */
export function trainedOf(
  { parameters, kept, total }: Checkpoint,
  network: Network,
  { keeps }: Optimiser,
): Trained {
  const { backend } = network[0].W
  return backend.scope(() => ({
    network: replacementOf(network, parameters),
    kept: uploadKept(backend, kept, network.length, keeps.length),
    total: total.length > 0 ? backend.matrix(total.length, 1, total) : undefined,
  }))
}

/** The same values on another backend. */
export async function copyOf({ network, kept, total }: Trained, backend: Backend): Promise<Trained> {
  checkBackend('backend', backend)
  const keeps = kept.length > 0 ? kept[0].W.map((_, index) => `${index}`) : []
  const [parameters, keptOfEach, totals] = await Promise.all([
    parametersOf(network),
    readKept(kept, keeps),
    total?.read(),
  ])
  return backend.scope(() => ({
    network: networkOf(
      backend,
      parameters,
      network.map(({ activation }) => activation),
    ),
    kept: uploadKept(backend, keptOfEach, kept.length, keeps.length),
    total: totals && backend.matrix(totals.length, 1, totals),
  }))
}

/** Each matrix that is kept, named such as `mean W1`. */
async function readKept(kept: readonly KeptOfLayer[], keeps: readonly string[]): Promise<Parameter[]> {
  const each = keeps.map((name, index) =>
    parametersOf(kept.map(({ W, b }) => ({ W: W[index], b: b[index] }))).then((found) =>
      found.map((parameter) => ({ ...parameter, name: `${name} ${parameter.name}` })),
    ),
  )
  return (await Promise.all(each)).flat()
}

/** The matrices of `readKept` by layers again. */
function uploadKept(
  backend: Backend,
  kept: readonly Parameter[],
  layers: number,
  names: number,
): KeptOfLayer[] {
  const matrices = kept.map(({ rows, cols, values }) => backend.matrix(rows, cols, values))
  const of = (place: number) =>
    Array.from({ length: names }, (_, name) => matrices[2 * layers * name + place])
  return Array.from({ length: layers }, (_, l) => ({ W: of(2 * l), b: of(2 * l + 1) }))
}

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
