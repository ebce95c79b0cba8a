import { describeError } from '@bilayer/core'
import { chosen, type RunOptions } from '../benchmark.ts'
import type { Absence } from '../libraries/index.ts'
import type { Size } from '../problem.ts'
import { buildChild, type Report, startEmptyProcess, trainInFreshProcess } from './fresh-process.ts'

export interface Reports {
  readonly subject: string
  readonly reports: readonly Report[]
}

/** Fresh processes of each library, one of each in turn, and of an empty one. */
export async function inTurn(
  { only, rounds }: RunOptions,
  size: Size,
  steps: number,
): Promise<{ found: Reports[]; absent: Absence[] }> {
  await buildChild()
  const absent: Absence[] = []
  const starts = new Map<string, () => Promise<Report>>()
  for (const { name, runtime } of chosen(only)) {
    if (runtime === 'Node.js') starts.set(name, () => trainInFreshProcess(name, size, steps))
    else absent.push({ subject: name, reason: 'only what runs in Node.js is compared' })
  }
  starts.set('Node.js alone', startEmptyProcess)

  const reports = new Map([...starts.keys()].map((name): [string, Report[]] => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of starts) {
      if (absent.some(({ subject }) => subject === name)) continue
      try {
        reports.get(name)?.push(await start())
      } catch (error) {
        absent.push({ subject: name, reason: lastLine(error) })
      }
    }
  }
  const found = [...reports].map(([subject, all]) => ({ subject, reports: all }))
  return { found: found.filter((each) => each.reports.length > 0), absent }
}

/** What a process that failed said last: the error. */
const lastLine = (error: unknown): string =>
  describeError(error)
    .split('\n')
    .findLast((line) => line.includes('Error')) ?? String(error)
