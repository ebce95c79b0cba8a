/** Ranks that add up without end, until the last is killed. Each prints how it ended. */
import { createMpi } from '../index.ts'

const world = await createMpi()
const values = new Float32Array(1000)
await world.barrier()
if (world.rank === 0) console.log(`killed at ${Date.now()}`)
for (;;) {
  if (world.rank === world.size - 1) process.kill(process.pid, 'SIGKILL')
  await world.allReduceSum(values)
}
