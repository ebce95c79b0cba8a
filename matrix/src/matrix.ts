import { z } from 'zod'
import { circumstances } from '../../bench/src/circumstances.ts'

const counts = {
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  notRun: z.int(),
}

/** What came of the suite on one backend in one runtime. Rows of cases that passed are counted, not kept. */
const proofSchema = z.strictObject({
  backend: z.string(),
  runtime: z.string(),
  suite: z.string(),
  level: z.enum(['core', 'extended']).exactOptional(),
  device: z.string().exactOptional(),
  mode: z.string().exactOptional(),
  seed: z.int(),
  ...counts,
  operations: z.array(
    z.strictObject({
      op: z.string(),
      ...counts,
      errorShare: z.number().exactOptional(),
    }),
  ),
  skips: z.array(z.strictObject({ op: z.string(), reason: z.string(), cases: z.int() })),
  failures: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
})

/** A backend that was not tested in a runtime, and why. */
const absenceSchema = z.strictObject({ backend: z.string(), runtime: z.string(), reason: z.string() })

const runtimeSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** When it was tried. */
  date: z.iso.date(),
  /** Missing where the runtime could not be had. */
  version: z.string().exactOptional(),
})

const matrixSchema = z.strictObject({
  machine: circumstances.machine,
  /** Only the cases with this text in their names were run; empty where all were. */
  only: z.string(),
  runtimes: z.array(runtimeSchema),
  backends: z.array(z.string()),
  entries: z.array(z.union([proofSchema, absenceSchema])),
})

/** What came of the suite on every backend in every runtime. */
export type Matrix = z.infer<typeof matrixSchema>
export type Proof = z.infer<typeof proofSchema>
export type Absence = z.infer<typeof absenceSchema>
export type Entry = Proof | Absence
export type RuntimeFacts = z.infer<typeof runtimeSchema>

/** Throws where the text is not that of a matrix. */
export const parseMatrix = (json: string): Matrix => matrixSchema.parse(JSON.parse(json))

/** The matrix as the one JSON file of it. */
export const matrixJson = (matrix: Matrix): string =>
  `${JSON.stringify(matrixSchema.parse(matrix), undefined, 2)}\n`

/** A matrix with those runtimes of an earlier one that it has not tried itself, in the order of these names. */
export function withOthers(matrix: Matrix, earlier: Matrix, order: readonly string[]): Matrix {
  const newest = (name: string): Matrix =>
    matrix.runtimes.some((runtime) => runtime.name === name) ? matrix : earlier
  return {
    ...matrix,
    runtimes: order.flatMap((name) => newest(name).runtimes.filter((runtime) => runtime.name === name)),
    entries: order.flatMap((name) => newest(name).entries.filter((entry) => entry.runtime === name)),
  }
}

export const isProof = (entry: Entry): entry is Proof => 'operations' in entry
