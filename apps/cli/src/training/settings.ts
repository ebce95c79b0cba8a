import type { ActivationName } from 'bilayer'

/** How the network is made and trained: all that a run repeats bit for bit by. */
export interface Settings {
  /** The sizes of the hidden layers. */
  readonly hidden: readonly number[]
  readonly activation: ActivationName
  /** The most epochs. */
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  /** Of AdamW. */
  readonly weightDecay: number
  /** Epochs without anything better before training ends. */
  readonly patience: number
  /** Draws the weights, the parts of the data and the batches. */
  readonly seed: number
}

/** What the command line may say of it. */
export type GivenSettings = Partial<Settings>

/** A training sees so many samples in all, unless it is told otherwise or ends before. */
const SAMPLES_SEEN = 1_000_000

/** λ is this over the samples: of 0.01, 0.3 and 0.9, the largest was the best on the few hundred rows of diabetes, cars and iris. */
const WEIGHT_DECAY = 200

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

const nextPower = (value: number): number => 2 ** Math.ceil(Math.log2(value))

/**
 * Settings that suit most tables, where none are given: two hidden layers that grow with the inputs, batches and epochs that go with
 * the samples.
 */
export function settingsFor(given: GivenSettings, samples: number, inputs: number): Settings {
  const widest = within(nextPower(inputs), 32, 256)
  const epochs = given.epochs ?? within(Math.ceil(SAMPLES_SEEN / samples), 20, 200)
  return {
    hidden: [widest, widest / 2],
    activation: 'relu',
    batchSize: within(nextPower(samples / 64), 16, 128),
    learningRate: 0.003,
    weightDecay: Math.min(0.9, Number((WEIGHT_DECAY / samples).toPrecision(2))),
    patience: Math.max(5, Math.ceil(epochs / 10)),
    seed: 1,
    ...given,
    epochs,
  }
}
