export type { CaseContext, CaseLabel, ConformanceCase } from './case.ts'
export { caseName } from './case.ts'
export { conformanceCases } from './cases.ts'
export { deviceCases } from './device-cases.ts'
export type { BenchOptions, RunOptions } from './options.ts'
export { createOracle, type Estimate, type Oracle } from './oracle.ts'
export type {
  CaseResult,
  Counts,
  OperationCounts,
  Report,
  Reported,
  Subject,
  Untested,
} from './result.ts'
export { type ConformanceOptions, runConformance } from './run.ts'
export { suiteVersion } from './suite-version.ts'
