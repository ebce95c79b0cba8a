import { type BackendProvider, BackendUnavailableError } from '@bilayer/core'
import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as generated from './generated/kernels.ts'
import { wasm, wasmProvider } from './wasm.ts'

const cases = [...conformanceCases, ...gradientCases]

describe.each(['fused', 'plain'] as const)('%s arithmetic', (arithmetic) => {
  const provider: BackendProvider = { ...wasmProvider, create: () => wasm({ arithmetic }) }
  testConformance(provider, { cases })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test('no memory is an error that tells sizes, and the backend stays usable', async () => {
  const backend = await wasm({ maximumBytes: 2 ** 22 })
  const kept = backend.matrix(1, 2, [3, 4])
  expect(() => backend.zeros(1024, 1024)).toThrow('zeros: the backend wasm failed: no room for 4194304 bytes')
  expect(backend.memory()).toEqual({ matrices: 1, bytes: 8 })
  expect([...(await backend.scale(2, kept).read())]).toEqual([6, 8])
})

test('memory that was freed in small parts serves a large request', async () => {
  const backend = await wasm({ maximumBytes: 2 ** 23 })
  const parts = Array.from({ length: 60 }, () => backend.zeros(128, 128))
  for (const part of parts) part.dispose()
  const whole = backend.zeros(1000, 1000)
  expect((await whole.read()).every((value) => value === 0)).toBe(true)
})

test('a matrix keeps its values while the memory grows', async () => {
  const backend = await wasm()
  const kept = backend.matrix(1, 3, [1, 2, 3])
  const large = backend.zeros(2048, 2048)
  expect([...(await backend.hadamard(kept, kept).read())]).toEqual([1, 4, 9])
  large.dispose()
})

test('an engine without WebAssembly is told', async () => {
  vi.stubGlobal('WebAssembly', {})
  Reflect.deleteProperty(globalThis, 'WebAssembly')
  expect(await wasmProvider.probe()).toEqual({ available: false, reason: 'this engine has no WebAssembly' })
  await expect(wasm()).rejects.toThrow(BackendUnavailableError)
})

test('an engine without SIMD is told, and one without relaxed SIMD takes the plain kernels', async () => {
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
  expect(await wasmProvider.probe()).toMatchObject({ available: false })
  validate.mockImplementation((bytes) => bytes.byteLength !== atob(generated.relaxedKernels).length)
  expect((await wasm()).info.mode).toBe('SIMD')
  await expect(wasm({ arithmetic: 'fused' })).rejects.toThrow('this engine has no relaxed SIMD')
  validate.mockRestore()
})
