import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { type Build, wasm, wasmProvider } from './index.ts'

const builds: readonly Build[] = ['relaxed-simd', 'simd']

for (const build of builds) {
  testConformance(
    { name: `wasm, ${build}`, probe: wasmProvider.probe, create: () => wasm({ build }) },
    { cases: [...conformanceCases, ...gradientCases] },
  )
}
