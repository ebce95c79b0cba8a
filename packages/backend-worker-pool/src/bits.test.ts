import { cpuJs } from '@bilayer/backend-cpu-js'
import { wasm } from '@bilayer/backend-wasm'
import { conformanceCases, runConformance } from '@bilayer/conformance'
import type { BackendProvider, ExtendedBackend, Matrix } from '@bilayer/core'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { describe, expect, test, vi } from 'vitest'
import type { KernelKind } from './plan.ts'
import { splitEverything } from './split-everything.ts'
import { createWorkerPool } from './worker-pool.ts'

/** The class of all matrices, whose `read` can be listened to. */
const Handle = Object.getPrototypeOf(cpuJs().zeros(1, 1)) as Matrix

/** Without the cases that start a backend of their own each, or end one while it works. */
const cases = [...conformanceCases, ...gradientCases].filter(
  ({ title }) => !/leaks nothing|of another backend|on a closed backend|leaves no read/u.test(title),
)

/** Every number that the suite reads from a backend, in the order of reading. */
async function transcript(create: () => Promise<ExtendedBackend>): Promise<Float32Array[]> {
  const read = vi.spyOn(Handle, 'read')
  const provider: BackendProvider = { name: 'one', probe: async () => ({ available: true }), create }
  try {
    const report = await runConformance(provider, { cases })
    expect(report.failed).toBe(0)
    const settled = read.mock.settledResults
    return settled.flatMap(({ type, value }) => (type === 'fulfilled' ? [value] : []))
  } finally {
    read.mockRestore()
  }
}

const singleThreaded: Record<KernelKind, () => Promise<ExtendedBackend>> = {
  wasm,
  js: async () => cpuJs(),
}

describe.each<KernelKind>(['wasm', 'js'])('with the kernels of %s', (kernels) => {
  test.for([1, 2, 3, 4, 8])(
    '%d workers give the bits of the backend on one thread, in the whole suite',
    async (threads) => {
      const expected = await transcript(singleThreaded[kernels])
      const found = await transcript(() => createWorkerPool({ threads, kernels }, splitEverything))
      expect(expected.length).toBeGreaterThan(4000)
      expect(found.length).toBe(expected.length)
      expect(found.findIndex((values, i) => !sameBits(values, expected[i]))).toBe(-1)
    },
  )
})

/** One NaN is as good as another: JavaScript does not promise its bits. */
const sameBits = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
