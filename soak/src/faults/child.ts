import { createRandom } from '@bilayer/core'
import { tell as say } from '../fresh/tell.ts'
import { UnavailableHereError } from './fault.ts'
import { faultOf } from './faults.ts'
import { watchLeftovers } from './leftovers.ts'
import type { Message } from './messages.ts'

// What a fresh process runs: one mishap, so many times.

const [name, times, seed] = process.argv.slice(2)
const tell = (message: Message): void => say(message)
const random = createRandom(Number(seed))

try {
  const { strike, close } = await faultOf(name).prepare()
  // The first starts what the process then keeps, such as the threads that read files.
  await strike(random)
  const leftovers = watchLeftovers()
  for (let i = 0; i < Number(times); i++) {
    const found = await strike(random)
    tell({ kind: 'strike', ...found, wrong: [...found.wrong, ...(await leftovers())] })
  }
  await close()
} catch (error) {
  if (!(error instanceof UnavailableHereError)) throw error
  tell({ kind: 'unavailable', reason: error.message })
}
