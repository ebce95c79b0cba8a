import { wasm } from '@bilayer/backend-wasm'
import type { ExtendedBackend } from '@bilayer/core'
import { type Benchmark, withLibraries } from '../benchmark.ts'
import { accuracy, batches, type Digits, loadDigits } from '../digits.ts'
import type { Library, Trainer } from '../library.ts'
import type { Absence } from '../libraries/index.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'

const TARGET = 0.95
const MOST_EPOCHS = 30

/** Training until it is good enough. */
export const epochs: Benchmark = {
  name: 'epochs',
  description: 'the digits task of the demo, until 95 % of the test digits are named right',
  method:
    '784-128-10 on 8,000 MNIST digits in batches of 16, learning rate 0.05, the same batches and the same first weights for ' +
    'every library but those listed under differences. What counts is handing over the batches and the steps, one at a time; ' +
    'the test on 2,000 other digits after every epoch does not. One run; epoch by epoch in turn. Seconds of an epoch: the ' +
    'spread over the epochs.',
  run: ({ only, show }) =>
    withLibraries(only, async (libraries) => {
      const digits = await loadDigits()
      const runs: Run[] = []
      for (const library of libraries) {
        const trainer = await library.trainer?.(digits.problem)
        if (trainer) runs.push({ library, trainer, seconds: [], accuracy: 0 })
      }
      await trainAll(runs, digits)
      const found = runs.filter(isDone).map(measurementsOf)
      for (let i = 0; i < 3 && found.length > 0; i++) show(found.map((measurements) => measurements[i]))
      return { measurements: found.flat(), absent: runs.filter((run) => !isDone(run)).map(absence) }
    }),
}

interface Run {
  readonly library: Library
  readonly trainer: Trainer
  /** Of each epoch. */
  readonly seconds: number[]
  accuracy: number
}

const isDone = (run: Run): boolean => run.accuracy >= TARGET

async function trainAll(runs: readonly Run[], digits: Digits): Promise<void> {
  await using judge = await wasm()
  for (let epoch = 0; epoch < MOST_EPOCHS; epoch++) {
    for (const run of runs) {
      if (isDone(run)) continue
      run.seconds.push((await trainEpoch(run.trainer, digits, epoch)) / 1000)
      run.accuracy = await judged(judge, run.trainer, digits)
    }
  }
  for (const { trainer } of runs) await trainer.dispose()
}

/** Milliseconds of an epoch. */
async function trainEpoch(trainer: Trainer, digits: Digits, epoch: number): Promise<number> {
  let milliseconds = 0
  for (const { X, Y } of batches(digits, epoch)) {
    milliseconds += await trainer.load(X, Y)
    milliseconds += await trainer.time(1)
  }
  return milliseconds
}

async function judged(judge: ExtendedBackend, trainer: Trainer, { test }: Digits): Promise<number> {
  const activation = trainer.activation === 'sigmoid' ? judge.sigmoid : judge.relu
  return accuracy(judge, await trainer.parameters(), test, activation)
}

function measurementsOf({ library: { name, version }, seconds }: Run): Measurement[] {
  const total = seconds.reduce((sum, epoch) => sum + epoch, 0)
  const what = { subject: name, version }
  return [
    { ...what, case: 'seconds to 95 %', unit: 's', ...spreadOf([total]) },
    { ...what, case: 'epochs to 95 %', unit: 'epochs', ...spreadOf([seconds.length]) },
    { ...what, case: 'seconds of an epoch', unit: 's', ...spreadOf(seconds) },
  ]
}

const absence = ({ library, accuracy: reached }: Run): Absence => ({
  subject: library.name,
  reason: `it names ${(100 * reached).toFixed(1)} % right after ${MOST_EPOCHS} epochs`,
})
