import type { Table } from 'bilayer'
import { bestEpochOf, type PartScores, type Run } from './run.ts'

/** What `--json` prints of a training; `data` and `model` are the paths of the files. */
export const summaryOf = (
  { plan, settings, course, backend, ranks, seconds }: Run,
  { data, table, model, scores }: { data: string; table: Table; model: string; scores: PartScores },
) => ({
  data,
  rows: table.count,
  task: plan.target.kind === 'classes' ? 'classification' : 'regression',
  target: plan.target.name,
  leftOut: plan.leftOut,
  rowsLeftOut: plan.rowsLeftOut,
  imputed: plan.imputed,
  trainRows: plan.train.X.count,
  validationRows: plan.validation?.X.count ?? 0,
  testRows: plan.test?.X.count ?? 0,
  layers: course.model.layers,
  settings,
  backend: backend.name,
  ranks,
  seconds,
  bestEpoch: bestEpochOf(course),
  history: course.history,
  scores,
  model,
})
