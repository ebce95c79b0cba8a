import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { splitEverything } from './split-everything.ts'
import { createWorkerPool, workerPoolProvider } from './worker-pool.ts'

const cases = [...conformanceCases, ...gradientCases]

testConformance(workerPoolProvider, { cases })

for (const kernels of ['wasm', 'js'] as const) {
  testConformance(
    {
      ...workerPoolProvider,
      name: `worker-pool with ${kernels} kernels, everything split`,
      create: async () => createWorkerPool({ threads: 3, kernels }, splitEverything),
    },
    { cases },
  )
}
