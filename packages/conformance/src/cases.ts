import type { ConformanceCase } from './case.ts'
import { errorLaws } from './laws/errors.ts'
import { formulaLaws } from './laws/formulas.ts'
import { lifeLaws } from './laws/life.ts'
import { ownershipLaws } from './laws/ownership.ts'
import { readingLaws } from './laws/reading.ts'
import { edgeLaws, resultLaws } from './laws/results.ts'
import { operations } from './ops/index.ts'

/** What each operation does, in examples worked out by hand. */
const facts = operations.flatMap(({ op, level, facts: found }) =>
  found.map(({ title, run }) => ({ op, title, level, run }) as ConformanceCase),
)

/** The suite: from the plainest facts to what takes longest. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...facts,
  ...readingLaws,
  ...resultLaws,
  ...ownershipLaws,
  ...formulaLaws,
  ...errorLaws,
  ...lifeLaws,
  ...edgeLaws,
]
