import { ArgumentError, BackendFailedError, type Matrix, ShapeError } from '@bilayer/core'
import { gpuJs, gpuJsProvider } from '@bilayer/backend-gpu-js'
import { deviceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { createMlp } from '@bilayer/mlp'
import { describe, expect, test, vi } from 'vitest'

type Context = WebGLRenderingContext | WebGL2RenderingContext

/** What differs between a page and headless-gl. */
export interface Surroundings {
  readonly mode: 'webgl2' | 'headlessgl'
  /** Watches contexts as they are opened; the function that it returns gives the last one. */
  readonly watchContexts: () => () => Context
}

const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * i + seed))

/** A device that is a program compiles shaders anew for each backend that comes: milliseconds. */
const PATIENCE = 120_000

/** Tests of what a graphics device brings with it, beside the suite. */
export function testDevice({ mode, watchContexts }: Surroundings): void {
  testConformance(gpuJsProvider, { cases: deviceCases, timeout: PATIENCE })

  describe(`gpu-js in mode ${mode}`, () => {
    test('says what it runs on, and that it works', async () => {
      await using backend = await gpuJs()
      expect(backend.info.mode).toBe(mode)
      expect(backend.info.device).toMatch(/program/u)
      expect(await gpuJsProvider.probe()).toEqual({
        available: true,
        device: backend.info.device,
        isProgram: mode === 'webgl2',
      })
    })

    test('refuses a mode that there is not, and names those that there are', async () => {
      const refused = gpuJs({ mode: 'gpu' as 'cpu' })
      await expect(refused).rejects.toThrow(ArgumentError)
      await expect(refused).rejects.toThrow(
        'mode is the string "gpu"; it must be one of: webgl2, headlessgl, webasm, cpu.',
      )
    })

    test('measures that it rounds as float32 does, and what it keeps', async () => {
      await using backend = await gpuJs()
      expect(backend.numerics).toEqual({
        unitRoundoff: 2 ** -24,
        subnormals: 'flushed',
        nonFinite: 'ieee',
      })
    })

    test('computes on as sizes change, with the same kernels', async () => {
      await using backend = await gpuJs()
      for (const [rows, cols] of [
        [3, 5],
        [70, 90],
        [1, 1],
        [90, 70],
        [3, 5],
        [1, 400],
        [400, 1],
      ]) {
        const x = values(rows * cols, cols)
        const A = backend.matrix(rows, cols, x)
        expect(await backend.scale(2, A).read()).toEqual(x.map((value) => 2 * value))
        expect(await backend.relu(A).read()).toEqual(x.map((value) => Math.max(0, value)))
      }
    })

    test('tells a matrix that is larger than its textures, with the limit, and leaves nothing behind', async () => {
      await using backend = await gpuJs()
      const column = backend.matrix(1, 1, [1])
      const before = backend.memory()
      const rows = 2 ** 20
      const tall = () => backend.matrix(rows, 1, new Float32Array(rows))
      expect(tall).toThrow(ShapeError)
      expect(tall).toThrow(
        /^A 1048576 × 1 matrix is too large for this device: its textures hold at most \d+ rows and as many columns\.$/u,
      )
      expect(backend.memory()).toEqual(before)
      expect(await backend.matmul(column, column).read()).toEqual(Float32Array.of(1))
    })

    test('tells a matrix of more elements than its indices count exactly', async () => {
      await using backend = await gpuJs()
      const column = backend.matrix(5000, 1, values(5000, 1))
      const before = backend.memory()
      expect(() => backend.matmul(column, column.T)).toThrow(ShapeError)
      expect(() => backend.matmul(column, column.T)).toThrow(
        'A 5000 × 5000 matrix is too large for gpu.js: it has 25000000 elements, and indices are exact to 16777216.',
      )
      expect(backend.memory()).toEqual(before)
    })

    test('leaves nothing behind of an operation that fails half-way', async () => {
      const lastContext = watchContexts()
      await using backend = await gpuJs()
      const gl = lastContext()
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      const before = backend.memory()
      const isContextLost = vi.spyOn(gl, 'isContextLost')
      for (const isLost of [false, false, true]) isContextLost.mockReturnValueOnce(isLost)
      expect(() => backend.softmax(A)).toThrow(BackendFailedError)
      expect(backend.memory()).toEqual(before)
      expect((await backend.zeros(3, 3).read()).every((value) => value === 0)).toBe(true)
    })

    test('keeps as many textures over 10,000 steps of training as at their begin', {
      timeout: 600_000,
    }, async () => {
      const lastContext = watchContexts()
      await using backend = await gpuJs()
      const gl = lastContext()
      const create = gl.createTexture.bind(gl)
      const remove = gl.deleteTexture.bind(gl)
      let made = 0
      let freed = 0
      gl.createTexture = () => {
        made++
        return create()
      }
      gl.deleteTexture = (texture) => {
        freed++
        remove(texture)
      }
      using model = createMlp(backend, { layers: [4, 8, 3] })
      const X = { values: values(16 * 4, 1), count: 16, size: 4 }
      const Y = { values: values(16 * 3, 2), count: 16, size: 3 }
      const train = async (epochs: number) => model.fit(X, Y, { epochs, batchSize: 16, learningRate: 1e-3 })
      await train(10)
      const now = () => ({ ...backend.memory(), textures: made - freed })
      const before = now()
      await train(10_000)
      expect(now()).toEqual(before)
      expect(made).toBeGreaterThan(100_000)
    })
  })
}

/** What a lost context does: in a page alone, since headless-gl cannot lose its own. */
export function testLostContext({ watchContexts }: Pick<Surroundings, 'watchContexts'>): void {
  test('a context that is lost fails what was queued and what comes, and gives no zeros', async () => {
    const lastContext = watchContexts()
    const backend = await gpuJs()
    const A: Matrix = backend.matrix(2, 2, [1, 2, 3, 4])
    const product = backend.matmul(A, A)
    lastContext().getExtension('WEBGL_lose_context')?.loseContext()
    const failure: unknown = await product.read().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(BackendFailedError)
    expect(String(failure)).toContain('read: the backend gpu-js failed: the graphics context was lost.')
    await expect(backend.sync()).rejects.toBe(failure)
    expect(() => backend.relu(A)).toThrow(BackendFailedError)
    await backend.dispose()
  })
}
