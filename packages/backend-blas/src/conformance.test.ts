import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { createBlas } from './blas.ts'
import { blasProvider } from './index.ts'
import { everythingByLibrary } from './product/route.ts'

const cases = [...conformanceCases, ...gradientCases]

testConformance(blasProvider, { cases })

for (const library of ['libopenblas.so.0', 'libblis.so.4']) {
  for (const threads of [1, 2]) {
    testConformance(
      {
        ...blasProvider,
        name: `blas, all products by ${library}, threads: ${threads}`,
        create: () => createBlas({ library, threads }, everythingByLibrary),
      },
      { cases },
    )
  }
}
