import { ArgumentError, type Backend, type Checkpoint, type Parameter } from '@bilayer/core'
import { checkCheckpoint } from './check-checkpoint.ts'
import { readKept } from './checkpoint.ts'
import type { Network } from './network.ts'
import type { KeptOfLayer } from './optimise.ts'
import type { Optimiser } from './optimiser.ts'
import { networkOf, parametersOf, replacementOf } from './parameters.ts'
import { disposeTrained, type Trained, type Trainee } from './trainee.ts'

/**
 * What a checkpoint holds, where the network is that it was taken of. Throws `ArgumentError` or `ShapeError` unless it is a checkpoint
 * of such a network, trained by such an optimiser.
 */
export function trainedOf(checkpoint: Checkpoint, network: Network, optimiser: Optimiser): Trained {
  checkCheckpoint(checkpoint, network, optimiser)
  const { parameters, kept, total } = checkpoint
  const { backend } = network[0].W
  return backend.scope(() => ({
    network: replacementOf(network, parameters),
    kept: uploadKept(backend, kept, network.length, optimiser.keeps.length),
    total: total.length > 0 ? backend.matrix(total.length, 1, total) : undefined,
  }))
}

/** Throws `ArgumentError` unless what an optimiser kept of the last training is of use to that of the next. */
export function checkContinued(before: Optimiser, now: Optimiser): void {
  if (before.name === now.name && before.keeps.join() === now.keeps.join()) return
  throw new ArgumentError(
    `continued: the last training was by ${before.name}, and the optimiser is ${now.name}; they must be the same.`,
  )
}

/** Moves a model to another backend. Rejects with `DisposedError` where it is disposed meanwhile; nothing is left there then. */
export async function move(trainee: Trainee, backend: Backend): Promise<void> {
  trainee.checkAlive('to')
  const next = await copyOf(trainee.trained, backend)
  if (trainee.disposed) disposeTrained(next)
  trainee.checkAlive('to')
  trainee.replace(next)
}

/** The same values on another backend. */
async function copyOf({ network, kept, total }: Trained, backend: Backend): Promise<Trained> {
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
