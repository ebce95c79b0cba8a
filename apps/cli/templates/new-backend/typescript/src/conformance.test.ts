import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { provider } from './index.ts'

// Each operation, and whole networks trained with them. Add tests of what only your backend has below.
testConformance(provider, { cases: [...conformanceCases, ...gradientCases] })
