import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { gpuJsProvider } from './index.ts'

testConformance(gpuJsProvider, { cases: [...conformanceCases, ...gradientCases] })
