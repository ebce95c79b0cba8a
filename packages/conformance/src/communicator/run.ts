import {
  checkCommunicator,
  checkFunction,
  checkObject,
  checkPositive,
  checkString,
  checkWholeNumber,
  type Communicator,
  within,
} from '@bilayer/core'
import { ConformanceError, expect } from '../case.ts'
import { chosenCases } from '../conduct.ts'
import { reasonOf } from '../reason.ts'
import { type CaseResult, type Report, reportOf } from '../result.ts'
import type { CommunicatorCase } from './case.ts'
import { Assembly, reasonsOf } from './assembly.ts'
import { communicatorCases } from './cases.ts'
import { fingerprint } from './fingerprint.ts'

/** How the suite is run; all ranks give the same. */
export interface CommunicatorConformanceOptions {
  /** Runs only the cases whose `op › title` holds this text. */
  readonly only?: string
  /** Every random choice follows from it. 1 unless given. */
  readonly seed?: number
  /** Milliseconds after which a case fails, so that a communicator that hangs is found. 30,000 unless given. */
  readonly timeout?: number
  /** Stops at the first failure. */
  readonly bail?: boolean
}

/**
 * Proves communicators right, or says where they are wrong. Every rank calls it at once: `connect` makes the communicator under
 * test, anew after each case that ends one, and `control`, another that is trusted, brings together what the ranks found. So
 * the report is the same on all ranks.
 *
 * Rejects with `ArgumentError` where an argument is wrong or `only` names no case, and with what `connect` or `control` rejects with.
 */
export async function runCommunicatorConformance(
  control: Communicator,
  connect: () => Promise<Communicator>,
  options: CommunicatorConformanceOptions = {},
): Promise<Report> {
  checkCommunicator('control', control)
  checkFunction('connect', connect)
  checkObject('options', options, "{ only: 'barrier' }")
  const { only = '', seed = 1, timeout = 30_000, bail = false } = options
  checkString('only', only, 'barrier')
  checkWholeNumber('seed', seed, { most: 2 ** 31 - 1 })
  checkPositive('timeout', timeout)
  const cases = chosenCases(communicatorCases, only)
  const results: CaseResult[] = []
  let communicator = await connect()
  const backend = `${communicator.name} with ${control.size} ranks`
  for (const each of cases) {
    const result = await runCase(each, { control, communicator, seed, timeout })
    results.push(result)
    if (bail && result.status === 'failed') break
    if (each.ends !== true && result.status !== 'failed') continue
    await closeWithin(timeout, communicator)
    communicator = await connect()
  }
  await closeWithin(timeout, communicator)
  return reportOf({ backend, seed }, results)
}

interface Bench {
  readonly control: Communicator
  readonly communicator: Communicator
  readonly seed: number
  readonly timeout: number
}

/** What came of a case on all ranks together. */
async function runCase(
  { op, title, ranks = 1, run }: CommunicatorCase,
  { control, communicator, seed, timeout }: Bench,
): Promise<CaseResult> {
  const label = { op, title, level: 'core' } as const
  if (control.size < ranks)
    return { ...label, status: 'skipped', reason: `it needs ${ranks} ranks`, milliseconds: 0 }
  const start = performance.now()
  const assembly = new Assembly(control)
  const meet = async (): Promise<void> => {
    await assembly.meet()
  }
  const expectSameBits = async (what: string, values: Float32Array): Promise<void> => {
    const prints = await assembly.meet(fingerprint(values))
    const other = prints.findIndex((print) => print.some((byte, i) => byte !== prints[0][i]))
    expect(other < 0, `${what}: rank ${other} has other bits than rank 0`)
  }
  const reason = await failureOf(() =>
    within(
      timeout,
      () => run({ communicator, seed, meet, expectSameBits }),
      () => new ConformanceError(`it did not end within ${timeout} ms`),
    ),
  )
  await assembly.adjourn()
  const reasons = await reasonsOf(control, reason)
  const milliseconds = performance.now() - start
  if (reasons.length === 0) return { ...label, status: 'passed', milliseconds }
  return { ...label, status: 'failed', reason: reasons.join('\n'), milliseconds }
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** Closes a communicator, which may be one that never gets there: the next is made all the same. */
async function closeWithin(timeout: number, communicator: Communicator): Promise<void> {
  await failureOf(() =>
    within(
      timeout,
      () => communicator.close(),
      () => new ConformanceError('it did not close'),
    ),
  )
}
