import { ArgumentError, type ExtendedBackend } from '@bilayer/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBlas } from './blas.ts'
import { blas, blasProvider } from './index.ts'
import { everythingByLibrary } from './product/route.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const OPENBLAS = 'libopenblas.so.0'

const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * i + seed))

describe('the library', () => {
  test('is told by the probe and by the backend, with its version and threads', async () => {
    await using backend = await blas({ library: OPENBLAS, threads: 1 })
    expect(backend.info.device).toMatch(/^OpenBLAS \d+\.\d+\S* \(libopenblas\.so\.0\), one thread$/u)
    expect(await blasProvider.probe()).toEqual({
      available: true,
      device: expect.stringMatching(/^OpenBLAS \d/u) as string,
    })
  })

  test('is the one that the environment names', async () => {
    vi.stubEnv('BILAYER_BLAS', 'libblis.so.4')
    await using backend = await blas({ threads: 2 })
    expect(backend.info.device).toMatch(/^BLIS \d+\.\d+\S* \(libblis\.so\.4\), 2 threads$/u)
  })

  test.each([
    ['libnowhere.so.9', 'BILAYER_BLAS: libnowhere.so.9 does not load: '],
    [import.meta.filename, `BILAYER_BLAS: ${import.meta.filename} does not load: `],
    ['libc.so.6', 'BILAYER_BLAS: libc.so.6 is no BLAS: it has no function cblas_sgemm.'],
  ])('named wrong by the environment, %s, is told so, and no other is taken', async (path, reason) => {
    vi.stubEnv('BILAYER_BLAS', path)
    const found = await blasProvider.probe()
    expect(found.available ? '' : found.reason).toContain(reason)
    await expect(blas()).rejects.toThrow(reason)
  })

  test('that is not there is told with what was looked for, and how one is installed', async () => {
    vi.stubEnv('BILAYER_BLAS', '')
    // Neither of the names that another system has can be found on this one.
    vi.stubGlobal('process', {
      ...process,
      platform: 'win32',
      env: {},
    })
    const found = await blasProvider.probe()
    expect(found.available ? '' : found.reason).toMatch(
      /^No BLAS was found: the system has none of libopenblas\.dll, .* To install one: .* BILAYER_BLAS\.$/u,
    )
  })

  test('of plain loops is refused, since wasm is faster', async () => {
    await expect(blas({ library: '/usr/lib/x86_64-linux-gnu/blas/libblas.so.3' })).rejects.toThrow(
      'is slower than the backend wasm: it seems to be the plain implementation of BLAS.',
    )
  })

  test('is for Node.js alone', async () => {
    vi.stubGlobal('process', {})
    await expect(blas()).rejects.toThrow('A BLAS can be called from Node.js alone')
  })
})

test.each([
  ['threads is 0; it must be', { threads: 0 }],
  ['threads is 1.5; it must be', { threads: 1.5 }],
  ['library is 7; it must be', { library: 7 }],
  ['library is empty; it must be', { library: '' }],
  ['maximumBytes is 1; it must be', { maximumBytes: 1 }],
  ['options is null; it must be', null],
])('%s', async (told, options) => {
  const refused = blas(options as never)
  await expect(refused).rejects.toThrow(ArgumentError)
  await expect(refused).rejects.toThrow(told)
})

describe.each([OPENBLAS, 'libblis.so.4'])('%s', (library) => {
  describe.each([1, 2])('with threads: %i', (threads) => {
    const create = (): Promise<ExtendedBackend> => createBlas({ library, threads }, everythingByLibrary)

    test('gives the same bits again, in another backend too', async () => {
      const product = async (): Promise<Float32Array> => {
        await using backend = await create()
        const A = backend.matrix(301, 257, values(301 * 257, 1))
        return await backend.matmul(A, backend.matrix(301, 257, values(301 * 257, 2)).T).read()
      }
      const first = await product()
      for (let i = 0; i < 5; i++) expect(await product()).toEqual(first)
    })

    test('fused operations have the bits of those that they fuse', async () => {
      await using backend = await create()
      const W = backend.matrix(37, 600, values(37 * 600, 1))
      const X = backend.matrix(600, 21, values(600 * 21, 2))
      const b = backend.matrix(37, 1, values(37, 3))
      const Z = backend.addColumn(backend.matmul(W, X), b)
      expect(await backend.affine(W, X, b).read()).toEqual(await Z.read())
      expect(await backend.affineRelu(W, X, b).read()).toEqual(await backend.relu(Z).read())
    })

    test('computes on a memory that has grown', async () => {
      await using backend = await create()
      const identity = backend.matrix(2, 2, [1, 0, 0, 1])
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      for (let size = 256; size <= 2048; size *= 2) {
        using large = backend.zeros(size, size)
        expect(await backend.matmul(A, identity).read()).toEqual(await A.read())
        expect(await backend.matmul(large, large).read()).toEqual(await large.read())
      }
    })
  })
})

test('what finds no room is refused, and the backend stays usable', async () => {
  await using backend = await blas({ library: OPENBLAS, maximumBytes: 2 ** 21 })
  const A = backend.matrix(400, 400, values(160_000, 1))
  const B = backend.scale(2, A)
  const full = backend.memory()
  expect(() => backend.matmul(A, B)).toThrow('no room for 640000 bytes')
  expect(backend.memory()).toEqual(full)
  B.dispose()
  expect(await backend.matmul(A, A).read()).toHaveLength(160_000)
})

test('what is closed computes nothing', async () => {
  const backend = await blas({ library: OPENBLAS })
  const A = backend.matrix(1, 1, [1])
  await backend.dispose()
  expect(() => backend.matmul(A, A)).toThrow('dispose')
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})
