import { arch, platform } from 'node:process'
import {
  type Backend,
  classProbabilities,
  decodeTarget,
  type Model,
  type Samples,
  type Table,
  type Target,
} from 'bilayer'
import { basename } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { typedCommand } from './command-line.ts'
import { save } from './files.ts'
import type { EpochRecord, Report } from './report/report.ts'
import type { Part } from './training/part.ts'

/** Rows whose truth is known, and what the network gave for them. */
interface Tested {
  readonly part: Part
  readonly outputs: Samples
  /** Which rows these are. */
  readonly rows: string
}

/** Writes a report as a page. The libraries that draw it take long to load, so they are loaded for this alone. */
export async function saveReport(path: string, report: Report): Promise<void> {
  const { createReport } = await import('./report/create-report.ts')
  await save('report', path, createReport(report))
}

/** What a report tells of a target. */
export function taskOf(target: Target, { part, outputs, rows }: Tested): Report['task'] {
  const { actual } = part
  const predicted = decodeTarget(target, outputs)
  if (target.kind === 'quantity') {
    return {
      kind: 'regression',
      target,
      tested: { rows, actual: actual as number[], predicted: predicted as number[] },
    }
  }
  const shares = classProbabilities(outputs)
  const probabilities = {
    values: Float32Array.from(shares.flat()),
    count: shares.length,
    size: target.labels.length,
  }
  return { kind: 'classification', target, tested: { rows, actual, predicted, probabilities } }
}

/** What is known of a run, for its report. */
export interface Known {
  readonly title: string
  readonly dataPath: string
  readonly table: Table
  readonly task: Report['task']
  readonly backend: Backend
  readonly model: Model
  readonly seconds: number
  readonly options?: Report['options']
  readonly history?: readonly EpochRecord[]
}

/** The report of a run on this machine, by the command that was typed. */
export function reportOf({
  title,
  dataPath,
  table,
  task,
  backend,
  model,
  seconds,
  options,
  history,
}: Known): Report {
  const { parameters, activations, encoding } = model
  const { device, mode } = backend.info
  return {
    title,
    date: new Date(),
    command: typedCommand(),
    data: { file: basename(dataPath), rows: table.count, columns: Object.keys(table.columns).length },
    task,
    backend: { name: backend.name, device, ...(mode !== undefined && { mode }) },
    versions: { bilayer: packageJson.version, 'Node.js': process.version, platform: `${platform} ${arch}` },
    seconds,
    ...(options && { options }),
    network: {
      inputs: parameters[0].cols,
      layers: activations.map((activation, l) => ({ outputs: parameters[2 * l].rows, activation })),
    },
    ...(history && { history }),
    ...(encoding && { encoding }),
  }
}
