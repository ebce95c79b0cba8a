import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { gpuJs, gpuJsProvider } from './index.ts'

for (const mode of ['cpu', 'webasm'] as const) {
  testConformance(
    {
      ...gpuJsProvider,
      name: `gpu-js in mode ${mode}`,
      probe: async () => ({ available: true }),
      create: () => gpuJs({ mode }),
    },
    { cases: [...conformanceCases, ...gradientCases] },
  )
}
