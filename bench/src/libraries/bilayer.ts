import { type Backend, type BackendProvider, type Matrix, sliceSamples } from '@bilayer/core'
import { oneHot } from '@bilayer/data'
import {
  adam,
  descend,
  disposeNetwork,
  gradients,
  identity,
  type Network,
  relu,
  restoreMlp,
  softmaxCrossEntropy,
} from '@bilayer/mlp'
import packageJson from '../../../packages/bilayer/package.json' with { type: 'json' }
import type { Classification } from '../classification.ts'
import { Course } from '../course.ts'
import type { Calculation, Classifier, Library, Operation, Trainer } from '../library.ts'
import { parametersOf, type Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'

/** More epochs than anybody asks for. */
const MANY = 1_000_000

/** One of our backends: steps and operations through the public operations, classifiers through `fit`. */
export const bilayer = (provider: BackendProvider): Library => ({
  name: `bilayer ${provider.name}`,
  version: packageJson.version,
  trainer: async (problem) => createTrainer(await provider.create(), problem),
  operation: async (operation) => createCalculation(await provider.create(), operation),
  classifier: async (task) => createClassifier(await provider.create(), task),
})

function createTrainer(
  backend: Backend,
  { size: [m0, m1, m2], learningRate, W1, b1, W2, b2, X, Y }: Problem,
): Trainer {
  const samplesAsColumns = (values: Float32Array, size: number) =>
    backend.matrix(values.length / size, size, values).T
  let inputs = samplesAsColumns(X, m0)
  let targets = samplesAsColumns(Y, m2)
  let network: Network = [
    { W: backend.matrix(m1, m0, W1), b: backend.matrix(m1, 1, b1), activation: relu },
    { W: backend.matrix(m2, m1, W2), b: backend.matrix(m2, 1, b2), activation: identity },
  ]
  const step = () => {
    const before = network
    network = backend.scope(() => descend(before, gradients(before, inputs, targets), learningRate))
    disposeNetwork(before)
  }
  return {
    time: timed(step, backend.sync),
    load: (nextX, nextY) =>
      elapsed(async () => {
        inputs.dispose()
        targets.dispose()
        inputs = samplesAsColumns(nextX, m0)
        targets = samplesAsColumns(nextY, m2)
      }),
    parameters: async () => {
      const [hidden, output] = network
      const read = [hidden.W.read(), hidden.b.read(), output.W.read(), output.b.read()]
      return parametersOf(await Promise.all(read))
    },
    dispose: backend.dispose,
  }
}

function createClassifier(
  backend: Backend,
  { start, batchSize, learningRate, classes, train, test }: Classification,
): Classifier {
  const model = restoreMlp(backend, start)
  const targets = oneHot(train.labels, classes)
  const courseOn = (count: number): Course => {
    const [X, Y] = [train.X, targets].map((samples) => sliceSamples(samples, 0, count))
    return new Course((onEpoch) =>
      model.fit(X, Y, {
        epochs: MANY,
        batchSize,
        learningRate,
        loss: softmaxCrossEntropy,
        optimiser: adam(),
        resident: true,
        continued: true,
        onEpoch,
      }),
    )
  }
  let course: Course | undefined
  let images = 0
  const end = async (): Promise<void> => course?.end()
  return {
    epoch: async (count) => {
      if (count !== images) {
        await end()
        course = courseOn(count)
        images = count
      }
      return elapsed(async () => course?.epoch())
    },
    accuracy: async () => {
      await end()
      return model.score(test.X, test.labels)
    },
    dispose: async () => {
      await end()
      await backend.dispose()
    },
  }
}

function createCalculation(backend: Backend, { name, operands }: Operation): Calculation {
  const [a, b] = operands.map(({ rows, cols, values }) => backend.matrix(rows, cols, values))
  const run = operations[name](backend, a, b)
  return {
    time: timed(() => run().dispose(), backend.sync),
    result: async () => run().read(),
    dispose: backend.dispose,
  }
}

const operations: Record<Operation['name'], (backend: Backend, a: Matrix, b: Matrix) => () => Matrix> = {
  matmul:
    ({ matmul }, a, b) =>
    () =>
      matmul(a, b),
  relu: (backend, a) => () => backend.relu(a),
  hadamard:
    ({ hadamard }, a, b) =>
    () =>
      hadamard(a, b),
  add:
    ({ axpy }, a, b) =>
    () =>
      axpy(1, a, b),
  colsum:
    ({ colsum }, a) =>
    () =>
      colsum(a),
}
