import { writeFile } from 'node:fs/promises'
import type { Communicator } from '@bilayer/core'
import { createMpi } from '@bilayer/mpi'
import { measureSums } from './measure-sums.ts'
import { readProblem } from './problem-files.ts'
import { reportFile } from './report.ts'
import { train } from './train.ts'

// What a rank runs: it trains with the others or beside them, or adds up numbers with them, and writes its report.

const [work, folder, ...rest] = process.argv.slice(2)
const world = await createMpi()
const report = await measure(world)
await writeFile(reportFile(folder, world.rank), JSON.stringify(report))
await world.close()

async function measure(communicator: Communicator) {
  if (work === 'sums') return measureSums(communicator)
  const [seconds, epochs] = rest.map(Number)
  const problem = await readProblem(folder)
  return train(problem, { folder, communicator, together: work === 'together', seconds, epochs })
}
