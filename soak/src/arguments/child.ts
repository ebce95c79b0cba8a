import { tell as say } from '../fresh/tell.ts'
import { packages } from './entries/index.ts'
import { placeOf } from './entry.ts'
import { holdParameter } from './hold.ts'
import type { Message } from './messages.ts'

// What a fresh process runs: every parameter of one package.

const [name, values, seed] = process.argv.slice(2)
const tell = (message: Message): void => say(message)

for (const entry of packages.find((one) => one.package === name)?.entries ?? []) {
  for (const parameter of entry.parameters) {
    const held = await holdParameter(entry, parameter, { values: Number(values), seed: Number(seed) })
    tell({ function: entry.name, parameter: placeOf(parameter), ...held, faults: [...held.faults] })
  }
}
// What was refused too late may still be at work.
process.exit()
