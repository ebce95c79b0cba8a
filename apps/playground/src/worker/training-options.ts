import {
  type Activation,
  activations,
  adam,
  adamW,
  type Backend,
  constant,
  cosine,
  createMlp,
  type FitOptions,
  type Loss,
  losses,
  type LossName,
  type Mlp,
  type Optimiser,
  outputsOf,
  reduceOnPlateau,
  rmsProp,
  type Schedule,
  sgd,
  stepDecay,
  type Target,
  warmUp,
} from 'bilayer'
import type { Part, Problem } from '../data-sets/problem.ts'
import type { Settings } from '../state/settings.ts'

/** The network of the settings, as it is before its first step. */
export const createModel = (backend: Backend, settings: Settings, { train, target }: Problem): Mlp =>
  createMlp(backend, {
    layers: layersOf(train.X.size, settings, target),
    seed: settings.seed,
    activation: activationOf(settings),
  })

/** What is asked of `fit` by the settings. */
export const fitOptionsOf = (settings: Settings, { train, target }: Problem): FitOptions => ({
  epochs: settings.epochs,
  batchSize: settings.batch,
  learningRate: settings.rate,
  seed: settings.seed,
  loss: lossOf(settings, target),
  optimiser: optimiserOf(settings),
  schedule: scheduleOf(settings, settings.epochs * stepsPerEpoch(settings, train)),
  weightDecay: settings.decay,
})

export const stepsPerEpoch = ({ batch }: Settings, { X }: Part): number => Math.ceil(X.count / batch)

/** The sizes of the layers, from the inputs to the outputs. */
export const layersOf = (inputs: number, { hidden }: Settings, target: Target): number[] => [
  inputs,
  ...hidden,
  outputsOf(target),
]

export const activationOf = ({ activation }: Settings): Activation => activations[activation]

/** The loss of the settings for such a target, as the library names it: cross entropy has one form for two classes, and one for more. */
export function lossNameOf({ loss }: Settings, target: Target): LossName {
  if (loss === 'huber') return 'huber'
  // A quantity has no classes to tell apart.
  if (loss === 'meanSquaredError' || target.kind === 'quantity') return 'meanSquaredError'
  return outputsOf(target) === 1 ? 'binaryCrossEntropy' : 'softmaxCrossEntropy'
}

export const lossOf = (settings: Settings, target: Target): Loss => losses[lossNameOf(settings, target)]

export const MOMENTUM = 0.9

const optimisers: Record<Settings['optimiser'], () => Optimiser> = {
  sgd,
  momentum: () => sgd({ momentum: MOMENTUM }),
  rmsProp,
  adam,
  adamW,
}

export const optimiserOf = ({ optimiser }: Settings): Optimiser => optimisers[optimiser]()

/** Steps of a warm-up, of so many in all. */
export const warmUpSteps = (steps: number): number => Math.floor(steps / 20)

/** Steps of one stair, of so many in all: there are four stairs. */
export const stairSteps = (steps: number): number => Math.ceil(steps / 4)

/** What is left of the rate on the next stair. */
export const STAIR_FACTOR = 0.3

const schedules: Record<Settings['schedule'], (steps: number) => Schedule> = {
  constant,
  stepDecay: (steps) => stepDecay({ every: stairSteps(steps), factor: STAIR_FACTOR }),
  cosine: () => cosine(),
  warmUp: (steps) => {
    const warmingUp = warmUpSteps(steps)
    return warmingUp === 0 ? cosine() : warmUp({ steps: warmingUp, after: cosine() })
  },
  plateau: () => reduceOnPlateau(),
}

/** The schedule of the settings, for so many steps in all. */
const scheduleOf = ({ schedule }: Settings, steps: number): Schedule => schedules[schedule](steps)
