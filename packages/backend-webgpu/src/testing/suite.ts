import { webgpu, webgpuProvider, type WebgpuOptions } from '@bilayer/backend-webgpu'
import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'

/** A device that is a program compiles shaders on the processor, and each case opens it anew: milliseconds for a case. */
const PATIENCE = 180_000

/** The whole suite, and the gradients. */
export function testSuite(name: string, options: WebgpuOptions): void {
  testConformance(
    { name, probe: webgpuProvider.probe, create: () => webgpu(options) },
    { cases: [...conformanceCases, ...gradientCases], timeout: PATIENCE },
  )
}
