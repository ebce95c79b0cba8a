import {
  type Activation,
  activations,
  adam,
  adamW,
  binaryCrossEntropy,
  constant,
  cosine,
  huber,
  type Loss,
  meanSquaredError,
  type Optimiser,
  outputsOf,
  reduceOnPlateau,
  rmsProp,
  type Schedule,
  sgd,
  softmaxCrossEntropy,
  stepDecay,
  type Target,
  warmUp,
} from 'bilayer'
import type { Settings } from '../state/settings.ts'

/** The sizes of the layers, from the inputs to the outputs. */
export const layersOf = (inputs: number, { hidden }: Settings, target: Target): number[] => [
  inputs,
  ...hidden,
  outputsOf(target),
]

export const activationOf = ({ activation }: Settings): Activation => activations[activation]

/** The loss of that name for such a target: cross entropy has one form for two classes, and one for more. */
export function lossOf({ loss }: Settings, target: Target): Loss {
  if (loss === 'huber') return huber
  // A quantity has no classes to tell apart.
  if (loss === 'meanSquaredError' || target.kind === 'quantity') return meanSquaredError
  return outputsOf(target) === 1 ? binaryCrossEntropy : softmaxCrossEntropy
}

const MOMENTUM = 0.9

export function optimiserOf({ optimiser }: Settings): Optimiser {
  switch (optimiser) {
    case 'sgd':
      return sgd()
    case 'momentum':
      return sgd({ momentum: MOMENTUM })
    case 'rmsProp':
      return rmsProp()
    case 'adam':
      return adam()
    case 'adamW':
      return adamW()
  }
}

/** The share of all steps that a warm-up takes, and the parts into which the steps of a stair are divided. */
const WARM_UP_SHARE = 1 / 20
const STAIRS = 4

/** The schedule of that name for so many steps in all. */
export function scheduleOf({ schedule }: Settings, steps: number): Schedule {
  switch (schedule) {
    case 'constant':
      return constant()
    case 'stepDecay':
      return stepDecay({ every: Math.ceil(steps / STAIRS), factor: 0.3 })
    case 'cosine':
      return cosine()
    case 'warmUp': {
      const warmingUp = Math.floor(steps * WARM_UP_SHARE)
      return warmingUp === 0 ? cosine() : warmUp({ steps: warmingUp, after: cosine() })
    }
    case 'plateau':
      return reduceOnPlateau()
  }
}
