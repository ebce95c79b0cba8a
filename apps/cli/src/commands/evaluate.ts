import { typesOf } from '../data/column-types.ts'
import { type DataOptions, readData } from '../data/data-file.ts'
import { UsageError } from '../exit-codes.ts'
import { checkWritable } from '../files.ts'
import { readModel } from '../model-file.ts'
import { print } from '../output.ts'
import { reportOf, saveReport, taskOf } from '../run-report.ts'
import { scoreText } from '../terminal/score-table.ts'
import { scoresOf } from '../training/judge.ts'
import { partOf } from '../training/part.ts'
import { predictorOf } from './predict.ts'

export interface EvaluateOptions extends DataOptions {
  readonly backend?: string
  readonly report?: string
  readonly json?: boolean
}

/** Tells how well a model does on a table that has the true values. */
export async function evaluate(
  modelPath: string,
  dataPath: string,
  options: EvaluateOptions,
): Promise<number> {
  const start = performance.now()
  if (options.report !== undefined) await checkWritable(options.report)
  const model = await readModel(modelPath)
  const { encoding, target } = model
  if (!encoding || !target)
    throw new UsageError(
      `${modelPath} does not know the columns of its data, so there is nothing to compare.`,
    )
  const table = await readData(dataPath, { ...options, types: typesOf(encoding, target) })
  const part = partOf(table, encoding, target)
  await using predictor = await predictorOf(model, options.backend)
  const outputs = await predictor.outputs(part.X)
  const scores = scoresOf(target, part, outputs)
  print(
    options.json === true
      ? JSON.stringify({ model: modelPath, data: dataPath, ...scores }, undefined, 2)
      : `On ${dataPath}:\n${scoreText(scores)}`,
  )
  if (options.report !== undefined) {
    await saveReport(
      options.report,
      reportOf({
        title: `${target.name} on ${dataPath}`,
        dataPath,
        table,
        task: taskOf(target, { part, outputs, rows: `${part.X.count} rows of ${dataPath}` }),
        backend: predictor.backend,
        model,
        seconds: (performance.now() - start) / 1000,
      }),
    )
    if (options.json !== true) print(`\nThe report is in ${options.report}.`)
  }
  return 0
}
