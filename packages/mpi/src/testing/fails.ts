/** The last rank fails and leaves, while the others wait for it. Each prints what it hears of that. */
import { describeError } from '@bilayer/core'
import { createMpi } from '../index.ts'

const world = await createMpi()
try {
  if (world.rank === world.size - 1) throw new Error('no more data')
  await world.allReduceSum(new Float32Array(5))
} catch (error) {
  console.log(`rank ${world.rank}, ${world.localRank} of ${world.localSize} here: ${describeError(error)}`)
  process.exitCode = 3
} finally {
  await world.close()
}
await createMpi().catch((error: unknown) => console.log(describeError(error)))
