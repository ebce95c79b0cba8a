import type { Checkpoint, Course, Parameter } from '@bilayer/core'
import type { KeptOfLayer } from './optimise.ts'
import type { Optimiser } from './optimiser.ts'
import { parametersOf } from './parameters.ts'
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

/** Each matrix that is kept, named such as `mean W1`. */
export async function readKept(kept: readonly KeptOfLayer[], keeps: readonly string[]): Promise<Parameter[]> {
  const each = keeps.map((name, index) =>
    parametersOf(kept.map(({ W, b }) => ({ W: W[index], b: b[index] }))).then((found) =>
      found.map((parameter) => ({ ...parameter, name: `${name} ${parameter.name}` })),
    ),
  )
  return (await Promise.all(each)).flat()
}
