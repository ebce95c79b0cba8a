import { describeError, type ExtendedBackend } from '@bilayer/core'
import * as fc from 'fast-check'
import { type CaseContext, type ConformanceCase, ConformanceError } from '../case.ts'
import type { Operation } from '../operation.ts'
import { operations } from '../ops/index.ts'

/** One case for each operation. Cases of the core level run core operations only, so the wider type does no harm. */
export const forEachOperation = (
  title: string,
  law: (operation: Operation, context: CaseContext<ExtendedBackend>) => Promise<void>,
  applies: (operation: Operation) => boolean = () => true,
): ConformanceCase[] =>
  operations.filter(applies).map((operation) => {
    const run = (context: CaseContext<ExtendedBackend>) => law(operation, context)
    return { op: operation.op, title, level: operation.level, run } as ConformanceCase
  })

/**
 * Throws the smallest counterexample that was found, with what replays it. `shrink` may make one whose numbers are wrong smaller
 * than fast-check does, which does not know them.
 */
export async function holdsAlways<T>(
  property: fc.IAsyncProperty<T>,
  { seed, runs }: Pick<CaseContext, 'seed' | 'runs'>,
  shrink: (counterexample: T, failure: ConformanceError) => Promise<ConformanceError> = async (_, failure) =>
    failure,
): Promise<void> {
  const { failed, errorInstance, counterexample, counterexamplePath } = await fc.check(property, {
    seed,
    numRuns: runs,
  })
  if (!failed) return
  const smallest =
    errorInstance instanceof ConformanceError && counterexample !== null
      ? await shrink(counterexample, errorInstance)
      : errorInstance
  throw new ConformanceError(
    `${describeError(smallest)}\nfound at random and made smaller; it comes again with { seed: ${seed} } (path ${counterexamplePath})`,
  )
}
