/** Ranks that add up without end, until the last is killed. The first tells when. */
import { createMpi } from '../index.ts'

const world = await createMpi()
const values = new Float32Array(1000)
// Before the barrier: once a rank is killed, the launcher may end this one before it can tell.
if (world.rank === 0) console.log(`killed at ${Date.now()}`)
await world.barrier()
for (;;) {
  if (world.rank === world.size - 1) process.kill(process.pid, 'SIGKILL')
  await world.allReduceSum(values)
}
