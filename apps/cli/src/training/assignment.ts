import type { Communicator, Target } from 'bilayer'
import { tellAll, tellBytes, tellSamples } from '../ranks/tell.ts'
import { decodeRun, encodeRun, type RunCheckpoint } from './checkpoint.ts'
import type { Task } from './course.ts'
import type { Part } from './part.ts'
import type { Settings } from './settings.ts'

/** All that a rank must know to train with the others. */
export interface Assignment {
  readonly plan: Task
  readonly settings: Settings
  /** The name of the backend. */
  readonly backend: string
  /** Where the training goes on from, if it does. */
  readonly resumed: RunCheckpoint | undefined
}

/** What is told beside numbers and bytes. */
interface Words {
  readonly target: Target
  readonly settings: Settings
  readonly backend: string
  /** What is true of the rows that the training is judged by, where there are some. */
  readonly actual: Part['actual'] | undefined
  readonly isResumed: boolean
}

/** The assignment that rank 0 gives, on every rank; the others give none. */
export async function shareAssignment(communicator: Communicator, given?: Assignment): Promise<Assignment> {
  if (given && communicator.size === 1) return given
  const words = given && wordsOf(given)
  const { target, settings, backend, actual, isResumed } = await tellAll<Words>(communicator, 0, words)
  const samplesOf = async (part: Pick<Part, 'X' | 'Y'> | undefined) => ({
    X: await tellSamples(communicator, part?.X),
    Y: await tellSamples(communicator, part?.Y),
  })
  const train = await samplesOf(given?.plan.train)
  const validation = actual && { ...(await samplesOf(given?.plan.validation)), actual }
  const resumed = isResumed ? decodeRun(await tellBytes(communicator, 0, encoded(given))) : undefined
  return { plan: { target, train, validation }, settings, backend, resumed }
}

const wordsOf = ({ plan: { target, validation }, settings, backend, resumed }: Assignment): Words => ({
  target,
  settings,
  backend,
  actual: validation?.actual,
  isResumed: resumed !== undefined,
})

const encoded = (given: Assignment | undefined): Uint8Array | undefined =>
  given?.resumed && encodeRun(given.resumed)
