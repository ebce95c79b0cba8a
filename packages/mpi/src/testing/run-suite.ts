/**
 * Runs the suite of communicators on MPI, on every rank that was started; rank 0 reports, and each ends with 1 where anything failed:
 *
 *     mpirun -n 4 node --conditions=@bilayer/source packages/mpi/src/testing/run-suite.ts
 */
import { runCommunicatorConformance } from '@bilayer/conformance/communicator'
import { terminalReport } from '@bilayer/conformance/reporters'
import { createMpi } from '../index.ts'

const world = await createMpi()
const only = process.argv[2]
const report = await runCommunicatorConformance(world, () => createMpi(), only === undefined ? {} : { only })
if (world.rank === 0) console.log(`${world.library}\n${terminalReport(report)}`)
if (report.failed > 0) process.exitCode = 1
await world.close()
