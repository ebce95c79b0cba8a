import type { ConformanceCase } from './case.ts'
import { errorLaws } from './laws/errors.ts'
import { lifeLaws } from './laws/life.ts'
import { ownershipLaws } from './laws/ownership.ts'
import { resultLaws } from './laws/results.ts'
import { operations } from './ops/index.ts'

/** What each operation does, in examples worked out by hand. */
const facts = operations.flatMap(({ op, level, facts: found }) =>
  found.map(({ title, run }) => ({ op, title, level, run }) as ConformanceCase),
)

/** The suite, in the order in which it is best read and run. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...facts,
  ...resultLaws,
  ...ownershipLaws,
  ...errorLaws,
  ...lifeLaws,
]
