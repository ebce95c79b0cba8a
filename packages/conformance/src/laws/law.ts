import type { ExtendedBackend } from '@bilayer/core'
import type { CaseContext, ConformanceCase } from '../case.ts'
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
