import type { ExtendedBackend } from '@bilayer/core'
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

/** Throws the smallest counterexample that was found, with what replays it. */
export async function holdsAlways<T>(
  property: fc.IAsyncProperty<T>,
  { seed, runs }: Pick<CaseContext, 'seed' | 'runs'>,
): Promise<void> {
  const { failed, errorInstance, counterexamplePath, numShrinks } = await fc.check(property, {
    seed,
    numRuns: runs,
  })
  if (!failed) return
  const fault = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  throw new ConformanceError(
    `${fault}\nfound at random and made ${numShrinks} times smaller; it comes again with { seed: ${seed} } (path ${counterexamplePath})`,
  )
}
