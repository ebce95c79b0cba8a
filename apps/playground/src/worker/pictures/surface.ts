import type { Samples } from 'bilayer'
import { likeliest, sharesOf } from '../answers.ts'
import type { Surface } from '../protocol.ts'
import type { Run } from '../run.ts'
import type { Grid } from './grid.ts'

/** What the network's outputs all over a grid look like. */
export function surfaceOf(
  { problem, settings }: Pick<Run, 'problem' | 'settings'>,
  grid: Grid,
  outputs: Samples,
): Surface {
  const { target } = problem
  const side = grid.width
  if (target.kind === 'quantity') {
    return { side, classes: new Uint8Array(), values: new Float32Array(outputs.values) }
  }
  const shares = sharesOf(outputs, target, settings.loss)
  const classes = likeliest(shares)
  const even = 1 / shares.classes
  // How much more than a guess the largest share is.
  const values = Float32Array.from(
    classes,
    (best, i) => (shares.values[i * shares.classes + best] - even) / (1 - even),
  )
  return { side, classes, values }
}
