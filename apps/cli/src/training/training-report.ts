import type { Model, Table } from 'bilayer'
import type { Report } from '../report/report.ts'
import { reportOf, taskOf } from '../run-report.ts'
import { type Run, tellingPart } from './run.ts'

/** The report of a training on the table in a file. */
export async function trainingReport(
  { plan, settings, course, backend, seconds }: Run,
  dataPath: string,
  table: Table,
  model: Model,
): Promise<Report> {
  const { part, rows } = tellingPart(plan)
  return reportOf({
    title: `${plan.target.name} of ${dataPath}`,
    dataPath,
    table,
    task: taskOf(plan.target, { part, outputs: await course.model.predict(part.X), rows }),
    backend,
    model,
    seconds,
    options: { ...settings, hidden: settings.hidden.join(', ') },
    history: course.history.map(({ loss, validation }) => ({
      loss,
      ...(validation && { validationLoss: validation.loss, validationScore: validation.score }),
    })),
  })
}
