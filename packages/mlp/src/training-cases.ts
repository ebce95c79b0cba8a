import type { Backend, Level, Parameter, Samples } from '@bilayer/core'
import training from '../reference/training.json' with { type: 'json' }
import { type ActivationName, activations } from './activation.ts'
import { centralDifferences, close, type GradientCase, type GradientContext } from './case.ts'
import { gradients } from './gradients.ts'
import { type LossName, losses } from './loss.ts'
import { restoreMlp } from './mlp.ts'
import { adam, adamW, type Optimiser, rmsProp, sgd } from './optimiser.ts'
import { networkOf } from './parameters.ts'
import { constant, cosine, reduceOnPlateau, type Schedule, stepDecay } from './schedule.ts'

/** How far gradients in float32 may be from PyTorch's in float64, as a share of the largest value. */
const GRADIENT_TOLERANCE = 1e-5

/** How far 50 steps in float32 may lead from PyTorch's in float64, as a share of the largest value. */
const TRAJECTORY_TOLERANCE = 1e-4

const STEPS = 50

/** What make-training.py calls the optimisers and schedules that it runs. */
export const optimisers: Readonly<Record<string, Optimiser>> = {
  sgd: sgd(),
  momentum: sgd({ momentum: 0.9 }),
  nesterov: sgd({ momentum: 0.9, nesterov: true }),
  rmsProp: rmsProp(),
  adam: adam(),
  adamW: adamW(),
}

const schedules: Readonly<Record<string, Schedule>> = {
  constant: constant(),
  stepDecay: stepDecay({ every: 20, factor: 0.5 }),
  cosine: cosine(),
  reduceOnPlateau: reduceOnPlateau({ factor: 0.5, patience: 1, threshold: 0.2 }),
}

/** Every activation with every loss, and every optimiser and schedule, on any backend. */
export const trainingCases: readonly GradientCase[] = [
  ...training.gradients.map((run) => ({
    op: 'gradients' as const,
    title: `of ${run.activation} and ${run.loss} are those of PyTorch, by name`,
    level: levelOf(run),
    run: ({ backend }: GradientContext) => gradientsOfReference(backend, run),
  })),
  ...training.gradients.map((run) => ({
    op: 'gradients' as const,
    title: `of ${run.activation} and ${run.loss} are the central differences of the loss in float64`,
    level: levelOf(run),
    run: (context: GradientContext) =>
      centralDifferences(context, [7, 6, 5, 4], activationOf(run), losses[run.loss as LossName]),
  })),
  ...training.trajectories.map((run) => ({
    op: 'training' as const,
    title: `by ${nameOf(run)} goes where PyTorch's goes, in ${STEPS} steps`,
    level: 'extended' as const,
    run: ({ backend }: GradientContext) => trajectoryOfReference(backend, run),
  })),
]

type GradientRun = (typeof training.gradients)[number]
type Trajectory = (typeof training.trajectories)[number]

const activationOf = ({ activation }: GradientRun) => activations[activation as ActivationName]

/** The level of backends that a run needs. */
function levelOf({ activation, loss }: GradientRun): Level {
  const isCore =
    ['identity', 'relu', 'leakyRelu'].includes(activation) && ['meanSquaredError', 'huber'].includes(loss)
  return isCore ? 'core' : 'extended'
}

function nameOf({ optimiser, schedule, clipNorm, weightDecay }: Trajectory): string {
  const parts = [
    optimiser,
    ...(schedule === 'constant' ? [] : [schedule]),
    ...(clipNorm === undefined ? [] : ['clipNorm']),
    ...(weightDecay === 0 ? [] : ['weightDecay']),
  ]
  return parts.join(' with ')
}

async function gradientsOfReference(backend: Backend, run: GradientRun): Promise<void> {
  const network = networkOf(backend, start, activationOf(run))
  const X = backend.matrix(training.layers[0], training.samples, training.X)
  const Y = backend.matrix(training.Y.length / training.samples, training.samples, training.Y)
  const found = gradients(network, X, Y, losses[run.loss as LossName])
  for (const [i, { name, values }] of run.gradients.entries()) {
    const { dW, db } = found[Math.floor(i / 2)]
    close(name, await (i % 2 === 0 ? dW : db).read(), values, GRADIENT_TOLERANCE)
  }
}

/** Each step is an epoch of one batch, so that the losses are told one by one. */
async function trajectoryOfReference(backend: Backend, run: Trajectory): Promise<void> {
  const { learningRate, weightDecay, clipNorm } = run
  using model = restoreMlp(backend, start, { activation: activations.tanh })
  const result = await model.fit(rowsOf(training.X), rowsOf(training.Y), {
    epochs: STEPS,
    batchSize: training.samples,
    learningRate,
    weightDecay,
    ...(clipNorm !== undefined && { clipNorm }),
    loss: losses.softmaxCrossEntropy,
    optimiser: optimisers[run.optimiser],
    schedule: schedules[run.schedule],
  })
  close('the loss of each step', result.losses, run.losses, TRAJECTORY_TOLERANCE)
  for (const [i, { name, values }] of (await model.parameters()).entries()) {
    close(name, values, run.parameters[i].values, TRAJECTORY_TOLERANCE)
  }
}

const start: readonly Parameter[] = training.parameters.map((parameter) => ({
  ...parameter,
  values: Float32Array.from(parameter.values),
}))

/** Samples as rows, of numbers in which they are columns. */
function rowsOf(columns: readonly number[]): Samples {
  const count = training.samples
  const size = columns.length / count
  const values = Float32Array.from(columns, (_, i) => columns[(i % size) * count + Math.floor(i / size)])
  return { values, count, size }
}
