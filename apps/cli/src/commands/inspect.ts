import Table from 'cli-table3'
import type { ColumnEncoding, Model, Target } from 'bilayer'
import { readModel } from '../model-file.ts'
import { print } from '../output.ts'
import { listed } from '../terminal/words.ts'

export interface InspectOptions {
  readonly json?: boolean
}

/** Tells what is in a model file. */
export async function inspect(path: string, { json = false }: InspectOptions): Promise<number> {
  const model = await readModel(path)
  print(json ? JSON.stringify(factsOf(path, model), undefined, 2) : textOf(path, model))
  return 0
}

const layersOf = ({ parameters }: Model): number[] => [
  parameters[0].cols,
  ...parameters.filter((_, i) => i % 2 === 0).map(({ rows }) => rows),
]

const factsOf = (file: string, model: Model) => ({
  file,
  layers: layersOf(model),
  activations: model.activations,
  parameters: parametersIn(model),
  encoding: model.encoding,
  target: model.target,
  notes: model.notes,
})

const parametersIn = ({ parameters }: Model): number =>
  parameters.reduce((sum, { values }) => sum + values.length, 0)

function textOf(path: string, model: Model): string {
  const { activations, encoding, target, notes } = model
  return [
    `${path}: a network of ${layersOf(model).join('-')}, ${parametersIn(model)} parameters.`,
    `Activations: ${activations.join(', ')}.`,
    meaningOf(target),
    ...(encoding ? ['', columnTable(encoding)] : ['It does not know the columns of its data.']),
    '',
    ...Object.entries(notes).map(([key, note]) => `${key}: ${note}`),
  ].join('\n')
}

function meaningOf(target: Target | undefined): string {
  if (!target) return 'It does not say what its outputs mean.'
  return target.kind === 'classes'
    ? `Predicts ${target.name}, one of ${listed(target.labels)}.`
    : `Predicts ${target.name}, a quantity.`
}

function columnTable(encoding: readonly ColumnEncoding[]): string {
  const table = new Table({
    head: ['column', 'becomes', 'where it is missing'],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: [null, 60, null],
  })
  table.push(...encoding.map((column) => [column.name, meaningIn(column), missingIn(column)]))
  return table.toString()
}

const meaningIn = (column: ColumnEncoding): string =>
  column.kind === 'number'
    ? `(x − ${column.shift.toPrecision(6)}) / ${column.scale.toPrecision(6)}`
    : `one of ${listed(column.categories)}`

function missingIn({ missing }: ColumnEncoding): string {
  if (missing === null) return 'an error'
  return typeof missing === 'number' ? String(Number(missing.toPrecision(6))) : String(missing)
}
