import {
  type Category,
  columnOf,
  createPredictor,
  type Model,
  type Predictor,
  selectBackend,
  type Table,
} from 'bilayer'
import { stringify } from 'csv-stringify/sync'
import { typesOf } from '../data/column-types.ts'
import { type DataOptions, streamData } from '../data/data-file.ts'
import { UsageError } from '../exit-codes.ts'
import { checkWritable, save } from '../files.ts'
import { readModel } from '../model-file.ts'
import { isOutputLost, tell, write } from '../output.ts'
import { countOf } from '../terminal/words.ts'
import { knownColumn } from '../training/columns.ts'

export interface PredictOptions extends DataOptions {
  readonly backend?: string
  readonly probabilities?: boolean
  readonly keep?: readonly string[]
  readonly json?: boolean
  readonly output?: string
}

/** Predicts each row of a table, as CSV or JSON lines, to the standard output or a file. */
export async function predict(modelPath: string, dataPath: string, options: PredictOptions): Promise<number> {
  if (options.output !== undefined) await checkWritable(options.output)
  const model = await readModel(modelPath)
  await using predictor = await predictorOf(model, options.backend)
  const kept: Buffer[] = []
  let count = 0
  for await (const part of streamData(dataPath, options, typesOf(model.encoding))) {
    const records = await predictedRows(predictor, part, options)
    const text = options.json === true ? jsonLines(records) : stringify(records, { header: count === 0 })
    count += part.count
    if (options.output === undefined) write(text)
    else kept.push(Buffer.from(text))
    if (options.output === undefined && isOutputLost()) break
  }
  if (options.output !== undefined) {
    await save('prediction', options.output, Buffer.concat(kept))
    tell(`${countOf(count, 'prediction')} ${count === 1 ? 'is' : 'are'} in ${options.output}.`)
  }
  return 0
}

/** A model at work on the backend that is asked for, or else on one that works here. */
export async function predictorOf(model: Model, name: string | undefined): Promise<Predictor> {
  if (name === undefined) return createPredictor(model)
  const { backend } = await selectBackend({ require: name })
  const predictor = await createPredictor(model, { backend })
  const dispose = async (): Promise<void> => {
    await predictor.dispose()
    await backend.dispose()
  }
  return { ...predictor, dispose, [Symbol.asyncDispose]: dispose }
}

type Row = Record<string, Category | null>

/** The columns that are kept, the prediction, and the probabilities where they are asked for. */
async function predictedRows(
  predictor: Predictor,
  table: Table,
  { keep = [], probabilities = false }: PredictOptions,
): Promise<Row[]> {
  const { target } = predictor.model
  if (!target)
    throw new UsageError(
      'The model does not say what its outputs mean, so there is nothing to predict by name.',
    )
  if (probabilities && target.kind === 'quantity') {
    throw new UsageError(
      `${target.name} is a quantity, which has no probabilities; leave --probabilities out.`,
    )
  }
  const kept = keep.map((name) => ({ name, cells: columnOf('The data', table, knownColumn(table, name)) }))
  for (const { name } of predictor.model.encoding ?? []) knownColumn(table, name)
  const predicted = await predictor.predict(table)
  const shares = probabilities ? await predictor.probabilities(table) : undefined
  const labels = target.kind === 'classes' ? target.labels : []
  return predicted.map((value, row) =>
    Object.fromEntries<Category | null>([
      ...kept.map(({ name, cells }): [string, Category | null] => [name, cells[row]]),
      [target.name, value],
      ...(shares?.[row] ?? []).map((share, k): [string, number] => [`p(${labels[k]})`, share]),
    ]),
  )
}

const jsonLines = (records: readonly Row[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')
