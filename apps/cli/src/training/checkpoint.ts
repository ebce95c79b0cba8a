import { readFile } from 'node:fs/promises'
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type Encoding,
  type Floats,
  FormatError,
  type Target,
  type Tensor,
} from 'bilayer'
import * as v from 'valibot'
import { UsageError } from '../exit-codes.ts'
import { save } from '../files.ts'
import { readOrExplain } from '../model-file.ts'
import type { CourseState, EpochRecord } from './course.ts'
import type { Plan, PlanOptions } from './plan.ts'
import type { Settings } from './settings.ts'

/** What a run is begun again from: all but the data. */
export interface RunCheckpoint {
  readonly planOptions: PlanOptions
  readonly settings: Settings
  /** What was learnt of the data, which must be learnt of it again. */
  readonly learnt: { readonly encoding: Encoding; readonly target: Target }
  readonly state: CourseState
  readonly checkpoint: Checkpoint
}

/** What the names of the best parameters begin with. */
const BEST = 'best '

/** The learning curve: a row for each epoch. */
const CURVE = 'curve'

/** The schema of what stands beside the network's own checkpoint. */
const notesSchema = v.object({
  planOptions: v.object({
    target: v.string(),
    task: v.optional(v.picklist(['classification', 'regression'])),
    ignore: v.array(v.string()),
    categories: v.array(v.string()),
    groups: v.optional(v.string()),
    missing: v.picklist(['impute', 'refuse']),
    scaling: v.picklist(['standard', 'minMax', 'none']),
    rows: v.optional(v.number()),
    testShare: v.number(),
    validationShare: v.number(),
    seed: v.number(),
  }),
  settings: v.object({
    hidden: v.array(v.number()),
    activation: v.picklist(['identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid']),
    epochs: v.number(),
    batchSize: v.number(),
    learningRate: v.number(),
    weightDecay: v.number(),
    patience: v.number(),
    seed: v.number(),
  }),
  learnt: v.unknown(),
  best: v.optional(v.object({ epoch: v.number(), loss: v.number() })),
})

/** Writes a checkpoint, whole or not at all. */
export const saveCheckpoint = (path: string, run: RunCheckpoint): Promise<void> =>
  save('checkpoint', path, encodeRun(run))

/** The bytes of a checkpoint's file. */
export function encodeRun(run: RunCheckpoint): Uint8Array {
  const { planOptions, settings, learnt, state, checkpoint } = run
  const { history, best } = state
  const notes = {
    planOptions,
    settings,
    learnt,
    ...(best && { best: { epoch: best.epoch, loss: best.loss } }),
  }
  const parameters = (best?.parameters ?? []).map((tensor) => ({ ...tensor, name: `${BEST}${tensor.name}` }))
  const others = [...parameters, curveOf(history)]
  return encodeCheckpoint({ checkpoint, others, notes: { run: JSON.stringify(notes) } })
}

/** Reads a checkpoint. Throws `UsageError` where there is no such file, and `FormatError` for what is none. */
export const readCheckpoint = (path: string): Promise<RunCheckpoint> =>
  readOrExplain(path, 'checkpoint', async () => decodeRun(await readFile(path)))

/** What the bytes of a checkpoint's file hold. Throws `FormatError` for what is none. */
export function decodeRun(bytes: Uint8Array): RunCheckpoint {
  const { checkpoint, others, notes } = decodeCheckpoint(bytes)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), notesSchema), notes['run'])
  if (!parsed.success)
    throw new FormatError(
      `It is a checkpoint, but not of a run of this command: ${parsed.issues[0].message}.`,
    )
  const { planOptions, settings, learnt, best } = parsed.output
  const parameters = others.flatMap(({ name, rows, cols, values }) =>
    name.startsWith(BEST) && values instanceof Float32Array
      ? [{ name: name.slice(BEST.length), rows, cols, values }]
      : [],
  )
  return {
    checkpoint,
    planOptions: planOptions as PlanOptions,
    settings,
    learnt: learnt as RunCheckpoint['learnt'],
    state: { history: historyIn(others), best: best && { ...best, parameters } },
  }
}

/** Of each epoch the loss, and where rows are kept to judge by, their loss and score. */
function curveOf(history: readonly EpochRecord[]): Tensor<Float64Array> {
  const rows = history.map(({ loss, validation }) =>
    validation ? [loss, validation.loss, validation.score] : [loss],
  )
  const cols = rows[0]?.length ?? 1
  return { name: CURVE, rows: rows.length, cols, values: Float64Array.from(rows.flat()) }
}

function historyIn(others: readonly Tensor<Floats>[]): EpochRecord[] {
  const curve = others.find(({ name }) => name === CURVE)
  if (!curve || (curve.cols !== 1 && curve.cols !== 3))
    throw new FormatError('It is a checkpoint, but not of a run of this command: it has no learning curve.')
  const { rows, cols, values } = curve
  return Array.from({ length: rows }, (_, row) => {
    const [loss, ...judged] = values.subarray(cols * row, cols * (row + 1))
    return judged.length === 0 ? { loss } : { loss, validation: { loss: judged[0], score: judged[1] } }
  })
}

/** Throws `UsageError` unless the same is learnt of the data as when the checkpoint was written. */
export function checkSameData({ learnt }: RunCheckpoint, { encoding, target }: Plan): void {
  if (JSON.stringify([learnt.encoding, learnt.target]) === JSON.stringify([encoding, target])) return
  throw new UsageError(
    'The data is not what it was when the checkpoint was written; train anew, without --resume.',
  )
}
