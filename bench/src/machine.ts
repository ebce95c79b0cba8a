import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { MachineFacts } from './circumstances.ts'

export const machine = (): MachineFacts => ({
  processor: cpus()[0].model,
  cores: cpus().length,
  memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  system: `${platform()} ${release()}`,
  node: process.version,
})

/** Processes that wanted a core, on average over the last minute. */
export const load = (): number => loadavg()[0]
