import { ArgumentError, createRandom, permutation } from '@bilayer/core'

/** The places of samples: those to train on, and those to judge by. */
export interface ValidationSplit {
  readonly train: Uint32Array
  readonly validation: Uint32Array
}

/**
 * Holds back a share of the samples of each class, drawn at random; one sample of each stays to train on. `classes` has the number of
 * each sample's class: all 0 where there are none. Throws `ArgumentError` where fewer than two would be held back, of which there is no R².
 */
export function splitForValidation(classes: Uint32Array, fraction: number, seed: number): ValidationSplit {
  const order = permutation(classes.length, createRandom(seed))
  const validation = [...membersOf(classes, order).values()].flatMap((members, k, all) => {
    // Shares are rounded along the classes, so that they add up.
    const before = all.slice(0, k).reduce((sum, { length }) => sum + length, 0)
    const share = Math.round(fraction * (before + members.length)) - Math.round(fraction * before)
    return members.slice(0, Math.min(share, members.length - 1))
  })
  if (validation.length < 2) {
    throw new ArgumentError(
      `validationFraction is ${fraction}, which leaves ${validation.length} of ${classes.length} samples to judge by; it must leave two or more.`,
    )
  }
  const held = new Set(validation)
  return { train: order.filter((i) => !held.has(i)), validation: Uint32Array.from(validation) }
}

/** The samples of each class. */
function membersOf(classes: Uint32Array, order: Uint32Array): Map<number, number[]> {
  const members = new Map<number, number[]>()
  for (const i of order) {
    const known = members.get(classes[i])
    if (known) known.push(i)
    else members.set(classes[i], [i])
  }
  return members
}
