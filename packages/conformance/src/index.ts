export type { CaseContext, ConformanceCase } from './case.ts'
export { conformanceCases } from './cases.ts'
export { createOracle, type Estimate, type Oracle } from './oracle.ts'
export { type CaseResult, caseName, type ConformanceOptions, type Report, runConformance } from './run.ts'
