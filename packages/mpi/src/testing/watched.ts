/** Ranks that watch each other and add up without end, until the last is killed, stopped or ends. The others print how they ended. */
import { type CommunicatorError } from '@bilayer/core'
import { createMpi, watchRanks } from '../index.ts'

const [, , end] = process.argv
const world = await watchRanks(await createMpi())
const values = new Float32Array(1000)
await world.barrier()
try {
  for (;;) {
    if (world.rank === world.size - 1) {
      if (end === 'exit') process.exit(0)
      process.kill(process.pid, end)
    }
    await world.allReduceSum(values)
  }
} catch (error) {
  const { name, message, rank } = error as CommunicatorError
  process.stderr.write(`${name} about rank ${rank}: ${message}\n`)
  // MPI is still waiting for the rank that is gone.
  process.exit(3)
}
