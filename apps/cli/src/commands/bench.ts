import { providers } from 'bilayer'
import { type Absent, type Contestant, enter } from '../bench/contestant.ts'
import { type Spread, spreadOf } from '../bench/spread.ts'
import { timeInTurn } from '../bench/time-in-turn.ts'
import { exitCodes } from '../exit-codes.ts'
import { divertOthers, print } from '../output.ts'
import { benchTables } from '../terminal/bench-tables.ts'

export interface BenchOptions {
  /** The network and the samples of a step that are timed. */
  readonly layers: readonly number[]
  readonly batch: number
  /** Samples of each time. */
  readonly rounds: number
  readonly json?: boolean
}

/** What was measured on one backend, in milliseconds. */
export interface Measured {
  readonly name: string
  readonly step: Spread
  readonly prediction: Spread
}

/** What a run found. */
export interface BenchResults extends Pick<BenchOptions, 'layers' | 'batch' | 'rounds'> {
  readonly measured: readonly Measured[]
  readonly absent: readonly Absent[]
}

/** Times a training step and a prediction on each backend that is named, in turn; on all of ours where none is. */
export async function bench(named: readonly string[], options: BenchOptions): Promise<number> {
  const { layers, batch, rounds, json = false } = options
  const targets = named.length > 0 ? [...new Set(named)] : providers.map(({ name }) => name)
  divertOthers()
  const contestants: Contestant[] = []
  const absent: Absent[] = []
  try {
    for (const target of targets) {
      const entered = await enter(target, { layers, batch })
      if ('step' in entered) contestants.push(entered)
      else absent.push(entered)
    }
    const results = { layers, batch, rounds, measured: await measure(contestants, rounds), absent }
    print(json ? JSON.stringify(results, undefined, 2) : benchTables(results))
  } finally {
    for (const contestant of contestants) await contestant[Symbol.asyncDispose]()
  }
  const isMissing = named.length > 0 ? absent.length > 0 : contestants.length === 0
  return isMissing ? exitCodes.failed : 0
}

async function measure(contestants: readonly Contestant[], rounds: number): Promise<Measured[]> {
  const steps = await timeInTurn(
    contestants.map(({ step }) => step.take),
    rounds,
  )
  const predictions = await timeInTurn(
    contestants.map(({ step }) => step.predict),
    rounds,
  )
  return contestants.map(({ name }, i) => ({
    name,
    step: spreadOf(steps[i]),
    prediction: spreadOf(predictions[i]),
  }))
}
