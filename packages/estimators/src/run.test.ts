import { classProbabilities } from '@bilayer/data'
import { cpuJs } from '@bilayer/backend-cpu-js'
import { binaryCrossEntropy, type Parameter, restoreMlp, softmaxCrossEntropy } from '@bilayer/mlp'
import { describe, expect, test } from 'vitest'
import reference from '../reference/training.json' with { type: 'json' }
import { Classes } from './classes.ts'
import { float32, readFeatures } from './rows.ts'
import { Run, type Task } from './run.ts'
import { activationOf, settingsOf } from './settings.ts'
import { halfSquaredError } from './squared-error.ts'
import { readTargets } from './targets.ts'

/** How far training in float32 may lead from scikit-learn's in float64, as a share of the largest value. */
const TOLERANCE = 1e-4

type Reference = (typeof reference.runs)[number]

const backend = cpuJs()

/** The names of scikit-learn's settings here. */
const names: Readonly<Record<string, string>> = {
  alpha: 'alpha',
  activation: 'activation',
  solver: 'solver',
  batch_size: 'batchSize',
  nesterovs_momentum: 'nesterovsMomentum',
  learning_rate: 'learningRate',
  n_iter_no_change: 'nIterNoChange',
  tol: 'tol',
  momentum: 'momentum',
  epsilon: 'epsilon',
}

const settingsOfRun = ({ settings }: Reference) =>
  settingsOf({
    shuffle: false,
    maxIter: reference.iterations,
    learningRateInit: reference.rate,
    ...Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        names[name],
        value === 'invscaling' ? 'invScaling' : value,
      ]),
    ),
  })

/** What there is to learn, and what is made of the outputs. */
function taskOf({ estimator, X, y }: Reference): { task: Task; classes?: Classes<number> } {
  const samples = readFeatures(X)
  const common = { X: samples, sampleWeights: undefined, strata: new Uint32Array(samples.count) }
  if (estimator === 'MLPRegressor') {
    const Y = readTargets('y', y as number[], float32)
    return { task: { ...common, Y, loss: halfSquaredError, lossScale: 1 / Y.size } }
  }
  const classes = new Classes('y', y as number[])
  const loss = classes.outputs === 1 ? binaryCrossEntropy : softmaxCrossEntropy
  return {
    task: { ...common, Y: classes.targetsOf(Uint32Array.from(y as number[])), loss, lossScale: 1 },
    classes,
  }
}

const restored = (parameters: Reference['start']): Parameter[] =>
  parameters.map((parameter) => ({ ...parameter, values: Float32Array.from(parameter.values) }))

const close = (values: ArrayLike<number>, expected: readonly number[]): void => {
  const largest = Math.max(...expected.map(Math.abs))
  expect(Array.from(values, (value) => value / largest)).toEqual(
    expected.map((value): unknown => expect.closeTo(value / largest, -Math.log10(2 * TOLERANCE))),
  )
}

describe.each(reference.runs)('of $name', (run) => {
  const settings = settingsOfRun(run)

  test('training goes where scikit-learn’s goes', async () => {
    const { task, classes } = taskOf(run)
    using model = restoreMlp(backend, restored(run.start), { activation: activationOf(settings) })
    const training = new Run(model, settings)
    await training.train(task, settings.maxIter, {})

    expect(training.lossCurve).toHaveLength(run.losses.length)
    for (const [i, { values }] of (await model.parameters()).entries())
      close(values, run.parameters[i].values)
    const outputs = await model.predict(task.X)
    const predictions = classes ? classProbabilities(outputs).flat() : [...outputs.values]
    close(predictions, run.predictions.flat())
    // Ours tells the loss without the penalty.
    if (settings.alpha === 0) close(training.lossCurve, run.losses)
  })
})
