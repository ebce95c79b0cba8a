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
    const { columns, rows } = await predictions(predictor, part, options)
    const text =
      options.json === true ? jsonLines(columns, rows) : stringify(rows, { columns, header: count === 0 })
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

/** What is printed: a list of cells for each row. */
interface Predictions {
  readonly columns: string[]
  readonly rows: (Category | null)[][]
}

/** The columns that are kept, of which the true values may be one, the prediction, and the probabilities where they are asked for. */
async function predictions(
  predictor: Predictor,
  table: Table,
  { keep = [], probabilities = false }: PredictOptions,
): Promise<Predictions> {
  const { target, encoding = [] } = predictor.model
  if (!target)
    throw new UsageError(
      'The model does not say what its outputs mean, so there is nothing to predict by name.',
    )
  if (probabilities && target.kind === 'quantity') {
    throw new UsageError(
      `${target.name} is a quantity, which has no probabilities; leave --probabilities out.`,
    )
  }
  const kept = keep.map((name) => columnOf('The data', table, knownColumn(table, name)))
  for (const { name } of encoding) knownColumn(table, name)
  const values = await predictor.predict(table)
  const shares = probabilities ? await predictor.probabilities(table) : []
  const labels = probabilities && target.kind === 'classes' ? target.labels : []
  const predicted = keep.includes(target.name) ? `predicted ${target.name}` : target.name
  return {
    columns: [...keep, predicted, ...labels.map((label) => `p(${label})`)],
    rows: values.map((value, row) => [...kept.map((cells) => cells[row]), value, ...(shares[row] ?? [])]),
  }
}

const jsonLines = (columns: readonly string[], rows: Predictions['rows']): string =>
  rows
    .map((cells) => `${JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, cells[i]])))}\n`)
    .join('')
