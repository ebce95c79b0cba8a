import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { MachineFacts } from './circumstances.ts'

export const machine = (): MachineFacts => ({
  processor: cpus()[0].model,
  cores: cpus().length,
  memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  system: `${platform()} ${release()}`,
  node: process.version,
})

/** The date, as result files have it. */
export const today = (): string => new Date().toISOString().slice(0, 10)

/** Processes that wanted a core, on average over the last minute. */
export const load = (): number => loadavg()[0]
