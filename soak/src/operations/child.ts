import { BackendUnavailableError } from '@bilayer/core'
import * as fc from 'fast-check'
import { tell as say } from '../fresh/tell.ts'
import { subjectOf } from '../subjects.ts'
import type { Message } from './messages.ts'
import { programs } from './program.ts'
import { startTrial, type Trial } from './trial.ts'

// What a fresh process runs: random programs on one backend, until they have had so many operations, or one goes wrong.

/** Programs between two messages. */
const ROUND = 100

/** Milliseconds after which a program counts as hung. */
const LONGEST_PROGRAM = 60_000

const [subject, count, seed] = process.argv.slice(2)
const tell = (message: Message): void => say(message)

try {
  const trial = await startTrial(subjectOf(subject).create)
  tell({ kind: 'started', device: trial.device })
  await runPrograms(trial, Number(count), Number(seed))
  await trial.close()
} catch (error) {
  if (!(error instanceof BackendUnavailableError)) throw error
  tell({ kind: 'unavailable', reason: error.message })
}

async function runPrograms(trial: Trial, wanted: number, firstSeed: number): Promise<void> {
  const property = fc.asyncProperty(programs, trial.run)
  for (let round = 0; trial.counts().operations < wanted; round++) {
    const found = await fc.check(property, {
      seed: firstSeed + round,
      numRuns: ROUND,
      plugins: [fc.timeout(LONGEST_PROGRAM)],
    })
    if (found.failed) {
      tell({
        kind: 'failed',
        reason:
          found.errorInstance instanceof Error ? found.errorInstance.message : String(found.errorInstance),
        seed: found.seed,
        path: found.counterexamplePath ?? '',
        program: fc.stringify(found.counterexample),
      })
      return
    }
    tell({ kind: 'progress', ...trial.counts() })
  }
  tell({ kind: 'ended', ...trial.counts(), shares: trial.shares() })
}
