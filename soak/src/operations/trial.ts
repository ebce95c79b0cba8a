import type { ExtendedBackend } from '@bilayer/core'
import { createOracle } from '@bilayer/conformance'
import { watchClosest } from './closest.ts'
import { judge } from './judge.ts'
import { perform } from './perform.ts'
import type { Program } from './program.ts'

/** Random programs on one backend, one after another. */
export interface Trial {
  /** Runs a program and holds what it computed against the reference. Rejects where anything is wrong. */
  readonly run: (program: Program) => Promise<void>
  /** What has been run so far. */
  readonly counts: () => { programs: number; operations: number; numbers: number }
  /** The largest share of the allowed error of each operation. */
  readonly shares: () => Record<string, number>
  readonly close: () => Promise<void>
}

/** After a program that goes wrong the next gets a backend of its own, so that a failure can be made smaller. */
export async function startTrial(
  create: () => Promise<ExtendedBackend>,
): Promise<Trial & { device: string }> {
  let backend: ExtendedBackend | undefined = await create()
  const { numerics, info } = backend
  const oracle = createOracle(numerics)
  const closest = watchClosest()
  const counts = { programs: 0, operations: 0, numbers: 0 }

  return {
    device: info.mode === undefined ? info.device : `${info.device}, ${info.mode}`,
    run: async (program) => {
      const current = (backend ??= await create())
      try {
        const performance = perform(current, program)
        await judge(performance, current, oracle, closest)
        await current.sync()
        holdEmpty(current)
        counts.programs++
        counts.operations += performance.computed.length
        counts.numbers += performance.computed.reduce((sum, { result }) => sum + result.rows * result.cols, 0)
      } catch (error) {
        backend = undefined
        await current.dispose()
        throw error
      }
    },
    counts: () => counts,
    shares: closest.shares,
    close: async () => backend?.dispose(),
  }
}

function holdEmpty(backend: ExtendedBackend): void {
  const { matrices, bytes } = backend.memory()
  if (matrices === 0 && bytes === 0) return
  throw new Error(`memory() tells ${matrices} matrices and ${bytes} bytes after all were disposed`)
}
