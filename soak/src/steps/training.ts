import { type Backend, createRandom, type Random, type Samples } from '@bilayer/core'
import { createMlp } from '@bilayer/mlp'

/** A small network that is trained for long. */
export interface Training {
  readonly name: string
  readonly start: (backend: Backend) => Trainer
}

export interface Trainer {
  /** Takes at least so many steps more, and tells how many. */
  readonly train: (steps: number) => Promise<number>
  readonly dispose: () => void
}

const LEARNING_RATE = 0.01

/** 16 steps of one size in each epoch. */
const alike: Training = {
  name: '2-3-1, batches of 4',
  start: (backend) => {
    const random = createRandom(1)
    const model = createMlp(backend, { layers: [2, 3, 1], seed: 1 })
    const [X, Y] = [samplesOf(64, 2, random), samplesOf(64, 1, random)]
    const batchSize = 4
    const steps = X.count / batchSize
    return {
      train: async (wanted) => {
        const epochs = Math.ceil(wanted / steps)
        await model.fit(X, Y, { epochs, batchSize, learningRate: LEARNING_RATE })
        return epochs * steps
      },
      dispose: model.dispose,
    }
  },
}

/** Each epoch has batches of another size, and a smaller one at its end, so that memory is asked for in ever other pieces. */
const varying: Training = {
  name: '5-7-3, batches of 1 to 40',
  start: (backend) => {
    const random = createRandom(2)
    const model = createMlp(backend, { layers: [5, 7, 3], seed: 2 })
    const [X, Y] = [samplesOf(101, 5, random), samplesOf(101, 3, random)]
    return {
      train: async (wanted) => {
        let taken = 0
        while (taken < wanted) {
          const batchSize = 1 + random.below(40)
          await model.fit(X, Y, { epochs: 1, batchSize, learningRate: LEARNING_RATE, seed: batchSize })
          taken += Math.ceil(X.count / batchSize)
        }
        return taken
      },
      dispose: model.dispose,
    }
  },
}

export const trainings: readonly Training[] = [alike, varying]

/** The training of that name. Throws where there is none. */
export function trainingOf(name: string): Training {
  const found = trainings.find((training) => training.name === name)
  if (found) return found
  throw new Error(`There is no training named ${name}.`)
}

/** Numbers from −1 to 1. */
const samplesOf = (count: number, size: number, random: Random): Samples => ({
  values: Float32Array.from({ length: count * size }, () => 2 * random.uniform() - 1),
  count,
  size,
})
