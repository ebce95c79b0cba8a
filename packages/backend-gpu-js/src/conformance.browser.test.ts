import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { gpuJsProvider } from '@bilayer/backend-gpu-js'

testConformance(gpuJsProvider, { cases: [...conformanceCases, ...gradientCases] })
