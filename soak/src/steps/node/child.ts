import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Backend, BackendUnavailableError } from '@bilayer/core'
import { tell as say } from '../../fresh/tell.ts'
import { subjectOf } from '../../subjects.ts'
import { watchLinearMemory } from './linear-memory.ts'
import type { Message, Sample } from '../messages.ts'
import { trainingOf } from '../training.ts'

// What a fresh process runs: one training on one backend, with a sample of its memory after each part of the steps.

const [subject, training, steps, samples] = process.argv.slice(2)
const tell = (message: Message): void => say(message)
const linearMemory = watchLinearMemory()
const collectGarbage = exposeCollector()

try {
  await using backend = await subjectOf(subject).create()
  tell({ kind: 'started', device: backend.info.device })
  const trainer = trainingOf(training).start(backend)
  let taken = 0
  for (let i = 1; i <= Number(samples); i++) {
    taken += await trainer.train(Math.round((i * Number(steps)) / Number(samples)) - taken)
    tell({ kind: 'sample', steps: taken, sample: await takeSample(backend) })
  }
  trainer.dispose()
} catch (error) {
  if (!(error instanceof BackendUnavailableError)) throw error
  tell({ kind: 'unavailable', reason: error.message })
}

/** The collector, without a flag on the command line: workers take the flags of their process. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose_gc')
  return runInNewContext('gc') as () => void
}

async function takeSample(backend: Backend): Promise<Sample> {
  // The second finds what finalisers let go of after the first.
  collectGarbage()
  await setImmediate()
  collectGarbage()
  const { heapUsed, external, rss } = process.memoryUsage()
  const { matrices, bytes } = backend.memory()
  const linear = linearMemory()
  return {
    'JavaScript heap': heapUsed,
    'external memory': external,
    ...(linear > 0 && { 'linear memory': linear }),
    process: rss,
    matrices,
    'bytes of matrices': bytes,
  }
}
