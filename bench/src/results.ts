import { readFile, writeFile } from 'node:fs/promises'
import { describeError } from '@bilayer/core'
import { z } from 'zod'
import { absentSchema, circumstances, goalSchema, loadSchema } from './circumstances.ts'

const measurement = z.strictObject({
  /** What was measured: a library, a package. */
  subject: z.string(),
  version: z.string(),
  /** On what: a size, an operation. */
  case: z.string(),
  unit: z.enum(['ms', 's', 'epochs', 'MB', 'KB', 'GFLOP/s', '%']),
  median: z.number(),
  lowerQuartile: z.number(),
  upperQuartile: z.number(),
  samples: z.int().positive(),
  /** GFLOP/s of the matrix products. */
  rate: z.number().exactOptional(),
  /** That rate over the rate of the multiply-add probe, measured in the same run. */
  shareOfProbe: z.number().exactOptional(),
})

const results = z.strictObject({
  benchmark: z.string(),
  ...circumstances,
  load: loadSchema,
  method: z.string(),
  measurements: z.array(measurement).min(1),
  /** What a peer does otherwise than the rest, where its figures do not mean quite the same. */
  differences: z.record(z.string(), z.string()),
  absent: absentSchema,
  goals: z.array(goalSchema),
})

export type Measurement = z.infer<typeof measurement>

/** A run of one benchmark, with what it ran on. All that a result file holds. */
export type Results = z.infer<typeof results>

/** A result file cannot be used; the message says which, why, and what would do. */
export class ResultFileError extends Error {
  override readonly name = 'ResultFileError'
}

/** Reads a result file. Throws `ResultFileError` where it is missing or is not one. */
export async function readResults(path: string): Promise<Results> {
  const found = results.safeParse(await readJson(path))
  if (found.success) return found.data
  throw new ResultFileError(
    `${path} is not a result file of this benchmark:\n${z.prettifyError(found.error)}\n${REMEDY}`,
  )
}

export async function writeResults(path: string, value: Results): Promise<void> {
  await writeFile(path, `${JSON.stringify(results.parse(value), undefined, 2)}\n`)
}

const REMEDY = 'pnpm bench <name> --output <folder> writes such files.'

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const reason = describeError(error)
    throw new ResultFileError(`${path} cannot be read: ${reason}. ${REMEDY}`, { cause: error })
  }
}
