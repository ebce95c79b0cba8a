import { constant, type Schedule } from '@bilayer/mlp'
import type { Settings } from './settings.ts'

/** What becomes of the learning rate in one training. */
export interface LearningRate {
  readonly schedule: Schedule
  /** Whether training goes on, at another rate, where nothing has become better for too long. */
  readonly goesOn: () => boolean
}

/** scikit-learn's, for `adaptive`. */
const DIVISOR = 5
const LEAST_RATE = 1e-6

/** The rule that the settings name; `samples` tells how many were trained on in all finished epochs. */
export function learningRateOf(
  { learningRate, learningRateInit, powerT }: Settings,
  samples: () => number,
): LearningRate {
  if (learningRate === 'adaptive') return adaptive(learningRateInit)
  if (learningRate === 'invScaling')
    return { schedule: () => (samples() + 1) ** -powerT, goesOn: () => false }
  return { schedule: learningRate === 'constant' ? constant() : learningRate, goesOn: () => false }
}

function adaptive(first: number): LearningRate {
  let share = 1
  return {
    schedule: () => share,
    goesOn: () => {
      if (share * first <= LEAST_RATE) return false
      share /= DIVISOR
      return true
    },
  }
}
