import { webgpu, webgpuProvider, type WebgpuOptions } from '@bilayer/backend-webgpu'
import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'

const strategies = ['direct', 'tiled'] as const satisfies readonly WebgpuOptions['products'][]

/** The whole suite, and the gradients, for either way to compute products. */
export function testSuite(): void {
  for (const products of strategies) {
    testConformance(
      {
        name: `webgpu, ${products} products`,
        probe: webgpuProvider.probe,
        create: () => webgpu({ products }),
      },
      { cases: [...conformanceCases, ...gradientCases] },
    )
  }
}
