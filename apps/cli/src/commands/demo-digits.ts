import { type LabelledSamples, oneHot, selectSamples, sliceSamples, splitSamples } from '@bilayer/data'
import { encodeSafetensors } from '@bilayer/formats'
import {
  type Backend,
  checkGradients,
  createMlp,
  formatGradientCheck,
  type Mlp,
  type Progress,
  selectBackend,
} from 'bilayer'
import { CLASSES, DIGIT_SIDE, readDigits } from '../digits.ts'
import { exitCodes } from '../exit-codes.ts'
import { checkWritable, save } from '../files.ts'
import { print, terminalWidth } from '../output.ts'
import { watchInterruption } from '../signals.ts'
import { backendTable } from '../terminal/backend-table.ts'
import { drawPictures } from '../terminal/drawing.ts'
import { lossCurve } from '../terminal/loss-curve.ts'
import { createProgress } from '../terminal/progress.ts'
import { describeBackend, percent } from '../terminal/words.ts'

/** What the command line gives, all of it with a default. */
export interface DemoOptions {
  readonly backend?: string
  readonly hidden: readonly number[]
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly seed: number
  readonly samples: number
  readonly output: string
}

/** A fifth of the digits is kept apart to test on. */
const TEST_SHARE = 0.2

/** Samples and entries of the gradient check: enough to catch a wrong formula, few enough to take half a second. */
const CHECKED_SAMPLES = 4
const CHECKED_ENTRIES = 16

/** Trains the derivation's network on real handwritten digits, and shows each thing on the way. */
export async function demoDigits(options: DemoOptions): Promise<number> {
  await checkWritable(options.output)
  print('Reading handwritten digits (MNIST) …')
  const { train, test } = await loadDigits(options)
  print(
    `${train.X.count} to train on, ${test.X.count} to test on, ${DIGIT_SIDE} × ${DIGIT_SIDE} pixels each.`,
  )

  heading('Backends')
  await using backend = await chooseBackend(options.backend)
  const layers = [train.X.size, ...options.hidden, CLASSES]
  using model = createMlp(backend, { layers, seed: options.seed })

  heading(`Gradients of the untrained network ${layers.join('-')}, against central differences in float64`)
  if (!(await gradientsHold(model, train))) return exitCodes.failed

  heading('Training with the mean-squared error of the derivation')
  // Before this, a signal ends the program: there is nothing to save.
  using interruption = watchInterruption()
  const losses = await trainModel(model, train, test, options, interruption.signal)
  try {
    await saveModel(model, options)
  } finally {
    await showResults(model, test, losses)
  }
  if (losses.length === options.epochs) return 0
  print(
    `Stopped in epoch ${losses.length + 1} of ${options.epochs}; the model so far is in ${options.output}.`,
  )
  return interruption.exitCode
}

async function loadDigits({
  samples,
  seed,
}: DemoOptions): Promise<{ train: LabelledSamples; test: LabelledSamples }> {
  const { X, labels } = await readDigits()
  const { train, test } = splitSamples(X, labels, { testCount: Math.round(X.count * TEST_SHARE), seed })
  const tested = Math.round(samples * TEST_SHARE)
  return { train: firstOf(train, samples - tested), test: firstOf(test, tested) }
}

const firstOf = ({ X, labels }: LabelledSamples, count: number): LabelledSamples => ({
  X: sliceSamples(X, 0, count),
  labels: labels.subarray(0, count),
})

async function chooseBackend(name: string | undefined): Promise<Backend> {
  const { backend, trials } = await selectBackend(name === undefined ? {} : { require: name })
  print(backendTable(trials, terminalWidth()))
  print(`Running on ${describeBackend(backend)}.`)
  return backend
}

async function gradientsHold(model: Mlp, train: LabelledSamples): Promise<boolean> {
  const indices = Array.from({ length: Math.min(CHECKED_SAMPLES, train.X.count) }, (_, i) => i)
  const targets = oneHot(train.labels.subarray(0, indices.length), CLASSES)
  const check = await checkGradients(model.network, selectSamples(train.X, indices), targets, {
    entries: CHECKED_ENTRIES,
  })
  print(formatGradientCheck(check))
  if (!check.passed) print('The gradients are wrong on this backend; training would be in vain.')
  return check.passed
}

async function trainModel(
  model: Mlp,
  train: LabelledSamples,
  test: LabelledSamples,
  { epochs, batchSize, learningRate, seed }: DemoOptions,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const start = performance.now()
  const display = createProgress(epochs * train.X.count)
  let accuracy = '–'
  const status = ({ epoch, loss, samples }: Progress) => ({
    epoch: `epoch ${epoch} of ${epochs}`,
    loss: loss.toFixed(4),
    score: `accuracy ${accuracy}`,
    speed: `${Math.round((1000 * samples) / (performance.now() - start))} samples/s`,
  })
  try {
    const { losses } = await model.fit(train.X, oneHot(train.labels, CLASSES), {
      epochs,
      batchSize,
      learningRate,
      seed,
      signal,
      onBatch: (progress) => display.update(progress.samples, status(progress)),
      onEpoch: async (progress) => {
        accuracy = percent(await model.score(test.X, test.labels))
        display.epoch(progress.samples, status(progress))
      },
    })
    return losses
  } finally {
    display.stop()
  }
}

async function showResults(model: Mlp, test: LabelledSamples, losses: readonly number[]): Promise<void> {
  print(lossCurve(losses, terminalWidth()))
  if (losses.length > 0) await showMistakes(model, test)
}

async function showMistakes(model: Mlp, test: LabelledSamples): Promise<void> {
  const found = await model.classify(test.X)
  const wrong = [...found.keys()].filter((i) => found[i] !== test.labels[i])
  const shown = wrong.slice(0, Math.min(4, Math.floor((terminalWidth() + 2) / (DIGIT_SIDE + 2))))
  if (shown.length > 0) {
    heading(`Misread: ${wrong.length} of ${test.X.count} digits that it never saw`)
    const pictures = shown.map((i) => ({
      caption: `a ${test.labels[i]}, read as ${found[i]}`,
      pixels: selectSamples(test.X, [i]).values,
    }))
    print(drawPictures(pictures, DIGIT_SIDE))
  }
  heading(`Test accuracy: ${percent(1 - wrong.length / test.X.count)}`)
}

async function saveModel(model: Mlp, { output, seed }: DemoOptions): Promise<void> {
  const metadata = {
    layers: model.layers.join(','),
    activations: model.activations.map(({ name }) => name).join(','),
    seed: String(seed),
  }
  await save('model', output, encodeSafetensors(await model.parameters(), metadata))
  print(`The model is in ${output}.`)
}

const heading = (text: string): void => print(`\n${text}`)
