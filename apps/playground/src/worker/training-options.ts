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

const optimisers: Record<Settings['optimiser'], () => Optimiser> = {
  sgd,
  momentum: () => sgd({ momentum: MOMENTUM }),
  rmsProp,
  adam,
  adamW,
}

export const optimiserOf = ({ optimiser }: Settings): Optimiser => optimisers[optimiser]()

/** The share of all steps that a warm-up takes, and the parts into which the steps of a stair are divided. */
const WARM_UP_SHARE = 1 / 20
const STAIRS = 4

const schedules: Record<Settings['schedule'], (steps: number) => Schedule> = {
  constant,
  stepDecay: (steps) => stepDecay({ every: Math.ceil(steps / STAIRS), factor: 0.3 }),
  cosine: () => cosine(),
  warmUp: (steps) => {
    const warmingUp = Math.floor(steps * WARM_UP_SHARE)
    return warmingUp === 0 ? cosine() : warmUp({ steps: warmingUp, after: cosine() })
  },
  plateau: () => reduceOnPlateau(),
}

/** The schedule of the settings, for so many steps in all. */
export const scheduleOf = ({ schedule }: Settings, steps: number): Schedule => schedules[schedule](steps)
