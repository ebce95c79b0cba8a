import { writeSync } from 'node:fs'
import { candidates } from '../libraries/index.ts'
import { createProblem, type Size } from '../problem.ts'
import type { Report } from './fresh-process.ts'

// What a fresh process runs: a network of the named library, one training step, and as many more as are asked for.

const [name, steps, ...size] = process.argv.slice(2)
const [m0, m1, m2, n] = size.map(Number)
const candidate = candidates.find((one) => one.name === name)
if (!candidate) throw new Error(`There is no library named ${name}.`)

const library = await candidate.load()
const trainer = await library.trainer?.(createProblem([m0, m1, m2, n] satisfies Size))
if (!trainer) throw new Error(`${name} trains nothing.`)
await trainer.time(1)
const milliseconds = performance.now()

let external = 0
for (let i = 1; i < Number(steps); i++) {
  await trainer.time(1)
  external = Math.max(external, process.memoryUsage().external)
}
const residentSet = 1024 * process.resourceUsage().maxRSS
const report: Report = { version: library.version, milliseconds, residentSet, external }
// Libraries that print on their own account print before it.
writeSync(1, `\n${JSON.stringify(report)}\n`)
process.exit()
