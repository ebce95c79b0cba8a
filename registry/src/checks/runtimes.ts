import { importableEntries } from '../../../scripts/published-packages.ts'
import { pinned } from '../pinned.ts'
import type { Project } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** What runs programs. */
interface Runtime {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** The backends that the suite runs on. */
  readonly proven: readonly (keyof typeof providers)[]
}

/** The backends that need nothing but the runtime: the module, and its provider. */
const providers = {
  'cpu-js': ['@bilayer/backend-cpu-js', 'cpuJsProvider'],
  wasm: ['@bilayer/backend-wasm', 'wasmProvider'],
  'worker-pool': ['@bilayer/backend-worker-pool', 'workerPoolProvider'],
} as const

/** The suite takes threads a minute, and the tests of the sources run it on them in Node.js. */
const runtimes: readonly Runtime[] = [
  { name: 'Node.js 20', command: [pinned.node('20')], proven: ['cpu-js', 'wasm'] },
  { name: 'Node.js 22', command: [pinned.node('22')], proven: ['cpu-js', 'wasm'] },
  { name: 'Node.js 24', command: [process.execPath], proven: ['cpu-js', 'wasm'] },
  { name: 'Node.js 26', command: [pinned.node('26')], proven: ['cpu-js', 'wasm'] },
  { name: 'Deno', command: [pinned.deno, 'run', '--allow-all'], proven: ['cpu-js', 'wasm', 'worker-pool'] },
  { name: 'Bun', command: [pinned.bun], proven: ['cpu-js', 'wasm', 'worker-pool'] },
]

/** On each runtime every entry point is imported, networks learn, and the suite runs. */
export const runtimeChecks = (setting: Setting, everything: () => Promise<Project>): Check[] =>
  runtimes.flatMap(({ name, command: [program, ...options], proven }) => {
    const run = async (fixture: string, ...args: readonly string[]): Promise<void> => {
      const project = await everything()
      await project.copy(fixture)
      await project.run(program, ...options, fixture, ...args)
    }
    return [
      {
        name: `${name}: every entry point is imported, and networks learn`,
        run: () => run('learn.js', ...setting.packages.flatMap(importableEntries)),
      },
      ...proven.map((backend) => ({
        name: `${name}: the whole suite on ${backend}`,
        run: () => run('suite.js', ...providers[backend]),
      })),
    ]
  })
