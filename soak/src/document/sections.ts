import { argumentsReport } from '../arguments/report.ts'
import { argumentsFile } from '../arguments/results.ts'
import { faultsReport } from '../faults/report.ts'
import { faultsFile } from '../faults/results.ts'
import { operationsReport } from '../operations/report.ts'
import { operationsFile } from '../operations/results.ts'
import type { Recorded, ResultFile } from '../results.ts'
import { stepsReport } from '../steps/report.ts'
import { stepsFile } from '../steps/results.ts'

/** A part of the document that is made of a result file. */
export interface Section {
  readonly name: string
  /** Its figures, or what makes them where there are none yet. */
  readonly render: (folder: string) => Promise<string>
}

export const sections: readonly Section[] = [
  section(stepsFile, stepsReport),
  section(operationsFile, operationsReport),
  section(faultsFile, faultsReport),
  section(argumentsFile, argumentsReport),
]

function section<Found>(file: ResultFile<Found>, report: (found: Found) => string): Section {
  return {
    name: file.name,
    render: async (folder) => {
      const recorded = await file.read(folder)
      if (recorded.length === 0) return `No run is recorded yet: \`pnpm soak ${file.name}\`.`
      return recorded.map((one) => `${report(one.found).trimEnd()}\n\n${circumstancesOf(one)}`).join('\n\n')
    },
  }
}

function circumstancesOf({ date, machine }: Recorded<unknown>): string {
  const { processor, cores, memory, system, node } = machine
  return `${date}, ${processor}, ${cores} cores, ${memory}, ${system}, Node.js ${node}.`
}
