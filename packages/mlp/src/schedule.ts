import {
  ArgumentError,
  checkFunction,
  checkObject,
  checkPositive,
  checkShare,
  checkWholeNumber,
} from '@bilayer/core'

/** How far training is, for a schedule. */
export interface ScheduleMoment {
  /** Steps taken so far: 0 for the first step. */
  readonly step: number
  /** All the steps there will be, if nothing ends training early; ∞ where that is not known. */
  readonly steps: number
  /** The mean loss of each finished epoch. */
  readonly losses: readonly number[]
}

/**
 * The learning rate of a step, as a share of `learningRate`. A schedule remembers nothing: one moment gives one share, so that
 * a run that is resumed goes on as if it had not been interrupted.
 */
export type Schedule = (moment: ScheduleMoment) => number

/** The same rate at each step. */
export const constant = (): Schedule => () => 1

/** How `stepDecay` goes down. */
export interface StepDecayOptions {
  /** The steps between two reductions. */
  readonly every: number
  /** What the rate is multiplied by. 0.1 unless given. */
  readonly factor?: number
}

/** Multiplies the rate by `factor` after each `every` steps. Throws `ArgumentError` unless both are above 0. */
export function stepDecay(options: StepDecayOptions): Schedule {
  checkObject('options', options, '{ every: 1000 }')
  const { every, factor = 0.1 } = options
  checkWholeNumber('every', every, { least: 1 })
  checkPositive('factor', factor)
  return ({ step }) => factor ** Math.floor(step / every)
}

/** How `cosine` goes down. */
export interface CosineOptions {
  /** The share of the rate at the end. 0 unless given. */
  readonly least?: number
}

/**
 * Half a cosine from 1 down to `least` over all steps. (I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm
 * Restarts, 2017, without restarts.) Throws `ArgumentError` unless `least` is from 0 up to, and not, 1, and in training where
 * the number of steps is not known.
 */
export function cosine(options: CosineOptions = {}): Schedule {
  checkObject('options', options, '{ least: 0.01 }')
  const { least = 0 } = options
  checkShare('least', least)
  return ({ step, steps }) => {
    if (steps === Infinity) {
      throw new ArgumentError(
        'schedule: cosine goes down over all steps, and how many there are is not known: give fit the number of batches, or another schedule.',
      )
    }
    return least + ((1 - least) * (1 + Math.cos((Math.PI * step) / steps))) / 2
  }
}

/** How `warmUp` begins. */
export interface WarmUpOptions {
  /** How many steps it takes. */
  readonly steps: number
  /** What follows, for the steps that remain. The full rate unless given. */
  readonly after?: Schedule
}

/**
 * Grows the rate from step to step, in equal parts; after `steps` of them it is what `after` gives. Throws `ArgumentError` unless
 * `steps` is a whole number above 0, and in training where it is all of it, so that the warm-up would never end.
 */
export function warmUp(options: WarmUpOptions): Schedule {
  checkObject('options', options, '{ steps: 100 }')
  const { steps: length, after = constant() } = options
  checkWholeNumber('steps', length, { least: 1 })
  checkFunction('after', after)
  return ({ step, steps, losses }) => {
    if (length >= steps) {
      throw new ArgumentError(
        `schedule: the warm-up has ${length} steps, and the training ${steps}, so that it would never end. Give it fewer, or train for longer.`,
      )
    }
    return step < length
      ? (step + 1) / (length + 1)
      : after({ step: step - length, steps: steps - length, losses })
  }
}

/** How `reduceOnPlateau` judges. */
export interface PlateauOptions {
  /** What the rate is multiplied by. 0.1 unless given. */
  readonly factor?: number
  /** Epochs without improvement that are let pass. 10 unless given. */
  readonly patience?: number
  /** The share of the best loss by which a loss must be lower to count as better. 1e−4 unless given. */
  readonly threshold?: number
}

/**
 * Multiplies the rate by `factor` each time that more than `patience` epochs in a row have not improved the loss, as PyTorch
 * does. Throws `ArgumentError` unless `factor` is above 0, `patience` a whole number, and `threshold` from 0 up to, and not, 1.
 */
export function reduceOnPlateau(options: PlateauOptions = {}): Schedule {
  checkObject('options', options, '{ patience: 10 }')
  const { factor = 0.1, patience = 10, threshold = 1e-4 } = options
  checkPositive('factor', factor)
  checkWholeNumber('patience', patience)
  checkShare('threshold', threshold)
  return ({ losses }) => factor ** plateaus(losses, patience, threshold)
}

/** How often the losses stayed level for more than `patience` epochs. */
function plateaus(losses: readonly number[], patience: number, threshold: number): number {
  let best = Infinity
  let level = 0
  let found = 0
  for (const loss of losses) {
    const isBetter = loss < best * (1 - threshold)
    level = isBetter ? 0 : level + 1
    if (isBetter) best = loss
    if (level > patience) {
      found++
      level = 0
    }
  }
  return found
}
