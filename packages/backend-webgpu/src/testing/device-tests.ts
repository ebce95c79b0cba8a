import { webgpu, webgpuProvider } from '@bilayer/backend-webgpu'
import { ArgumentError, BackendFailedError, ShapeError } from '@bilayer/core'
import { deviceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { createMlp } from '@bilayer/mlp'
import { afterEach, describe, expect, test, vi } from 'vitest'

/** How a page, or Node.js, comes to its adapters. */
export interface Surroundings {
  readonly requestAdapter: () => Promise<GPUAdapter | null>
  /** What a device tells of that has no memory left: `none left`. */
  readonly outOfMemory: () => Event
}

const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * i + seed))

/** A device that is a program compiles shaders anew for each backend that comes: milliseconds. */
const PATIENCE = 120_000

/** Tests of what a graphics device brings with it, beside the suite. */
export function testDevice({ requestAdapter, outOfMemory }: Surroundings): void {
  /** Watches devices as they are opened; the function that it returns gives the last one. */
  const watchDevices = async () => {
    const adapter = await requestAdapter()
    const prototype = Object.getPrototypeOf(adapter) as GPUAdapter
    const opened = vi.spyOn(prototype, 'requestDevice')
    return async () => (await opened.mock.results.at(-1)?.value) as GPUDevice
  }

  afterEach(() => {
    vi.restoreAllMocks()
  })

  testConformance(webgpuProvider, { cases: deviceCases, timeout: PATIENCE })

  describe('webgpu', () => {
    test('says what it runs on, and that it works', async () => {
      await using backend = await webgpu()
      expect(backend.name).toBe('webgpu')
      expect(backend.info.device).toMatch(/swiftshader.*, a program, not a graphics processor$/iu)
      expect(await webgpuProvider.probe()).toEqual({
        available: true,
        device: backend.info.device,
        isProgram: true,
      })
    })

    test('refuses products that there are not, and names those that there are', async () => {
      // @ts-expect-error -- neither of the two
      const refused = webgpu({ products: 'fast' })
      await expect(refused).rejects.toThrow(ArgumentError)
      await expect(refused).rejects.toThrow(
        'products is the string "fast"; it must be one of: tiled, direct.',
      )
    })

    test('measures that it rounds as float32 does, and what it keeps', async () => {
      await using backend = await webgpu()
      expect(backend.numerics).toEqual({
        unitRoundoff: 2 ** -24,
        subnormals: 'flushed',
        nonFinite: 'ieee',
      })
    })

    test('tells a matrix that is larger than its buffers, with the limit, and leaves nothing behind', async () => {
      await using backend = await webgpu()
      const column = backend.matrix(2 ** 16, 1, new Float32Array(2 ** 16))
      const before = backend.memory()
      const square = () => backend.matmul(column, column.T)
      expect(square).toThrow(ShapeError)
      expect(square).toThrow(
        /^A 65536 × 65536 matrix is too large for this device: it has 17179869184 bytes, and a buffer has at most \d+\.$/u,
      )
      expect(backend.memory()).toEqual(before)
    })

    test('computes what takes more groups than a dispatch has in a row', async () => {
      await using backend = await webgpu()
      const count = 2 ** 23
      const ones = backend.matrix(1, count, new Float32Array(count).fill(1))
      const twos = backend.addColumn(ones, backend.matrix(1, 1, [1]))
      expect(await backend.colsum(twos).read()).toEqual(Float32Array.of(2 * count))
    })

    test('a buffer that is not kept is destroyed after the commands that use it', async () => {
      await using backend = await webgpu()
      // It takes more than all that is kept.
      const rows = 2 ** 21 + 2 ** 17
      const large = backend.matrix(rows, 32, new Float32Array(rows * 32).fill(7))
      const row = backend.gatherRows(large, [rows - 1])
      large.dispose()
      expect(await row.read()).toEqual(new Float32Array(32).fill(7))
    })

    test('a read that finds no room fails, and the backend stays usable', async () => {
      await using backend = await webgpu()
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      vi.stubGlobal('Float32Array', function noRoom() {
        throw new RangeError('no room')
      })
      const failing = A.read()
      vi.unstubAllGlobals()
      await expect(failing).rejects.toThrow('read: the backend webgpu failed: no room')
      expect(await backend.matmul(A, A).read()).toEqual(Float32Array.of(7, 10, 15, 22))
    })

    test('an operation that the device cannot be given leaves nothing behind, and the backend stays usable', async () => {
      const lastDevice = await watchDevices()
      await using backend = await webgpu()
      const device = await lastDevice()
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      const before = backend.memory()
      vi.spyOn(device, 'createBindGroup').mockImplementationOnce(() => {
        throw new TypeError('no bindings')
      })
      expect(() => backend.relu(A)).toThrow('relu: the backend webgpu failed: no bindings')
      expect(backend.memory()).toEqual(before)
      expect(await backend.matmul(A, A).read()).toEqual(Float32Array.of(7, 10, 15, 22))
    })

    test('what is uploaded to a buffer that recorded commands use comes after them', async () => {
      await using backend = await webgpu()
      const before = backend.matrix(1, 4, [1, 2, 3, 4])
      const doubled = backend.scale(2, before)
      before.dispose()
      const after = backend.matrix(1, 4, [5, 6, 7, 8])
      expect(await doubled.read()).toEqual(Float32Array.of(2, 4, 6, 8))
      expect(await after.read()).toEqual(Float32Array.of(5, 6, 7, 8))
    })

    test('hands a step of training over at once, and waits for nothing', async () => {
      const lastDevice = await watchDevices()
      await using backend = await webgpu()
      const { queue } = await lastDevice()
      const A = backend.matrix(8, 8, values(64, 1))
      await backend.sync()
      const submit = vi.spyOn(queue, 'submit')
      const results = Array.from({ length: 20 }, () => backend.relu(backend.matmul(A, A)))
      expect(submit).toHaveBeenCalledTimes(0)
      await results[19].read()
      expect(submit).toHaveBeenCalledTimes(1)
    })

    test('makes no buffer and no bindings in 1,000 steps of training, once the first few have made theirs', {
      timeout: 120_000,
    }, async () => {
      const lastDevice = await watchDevices()
      await using backend = await webgpu()
      const device = await lastDevice()
      using model = createMlp(backend, { layers: [4, 8, 3] })
      const X = { values: values(16 * 4, 1), count: 16, size: 4 }
      const Y = { values: values(16 * 3, 2), count: 16, size: 3 }
      const train = async (epochs: number) => model.fit(X, Y, { epochs, batchSize: 16, learningRate: 1e-3 })
      await train(10)
      const createBuffer = vi.spyOn(device, 'createBuffer')
      const createBindGroup = vi.spyOn(device, 'createBindGroup')
      const before = backend.memory()
      await train(1000)
      expect(backend.memory()).toEqual(before)
      expect(createBuffer).toHaveBeenCalledTimes(0)
      expect(createBindGroup).toHaveBeenCalledTimes(0)
    })

    test('a device that is lost fails what was queued and what comes, and gives no zeros', async () => {
      const lastDevice = await watchDevices()
      const backend = await webgpu()
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      const product = backend.matmul(A, A)
      const device = await lastDevice()
      device.destroy()
      await device.lost
      const failure: unknown = await product.read().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(BackendFailedError)
      expect(String(failure)).toContain('read: the backend webgpu failed: the graphics device was lost')
      await expect(backend.sync()).rejects.toThrow(BackendFailedError)
      expect(() => backend.relu(A)).toThrow(BackendFailedError)
      await backend.dispose()
    })

    test('a device that is lost while it is waited for fails who waits', async () => {
      const lastDevice = await watchDevices()
      const backend = await webgpu()
      const A = backend.matrix(2, 2, [1, 2, 3, 4])
      const waiting = Promise.allSettled([backend.matmul(A, A).read(), backend.sync()])
      ;(await lastDevice()).destroy()
      // What was done before the loss may still have come.
      const rejected = (await waiting).filter((settled) => settled.status === 'rejected')
      expect(rejected.every(({ reason }) => reason instanceof BackendFailedError)).toBe(true)
      await expect(backend.sync()).rejects.toThrow(BackendFailedError)
      await backend.dispose()
    })

    test('a device without memory fails with its own words', async () => {
      const lastDevice = await watchDevices()
      const backend = await webgpu()
      const device = await lastDevice()
      device.dispatchEvent(outOfMemory())
      const refused = () => backend.zeros(2, 2)
      expect(refused).toThrow(BackendFailedError)
      expect(refused).toThrow(
        'zeros: the backend webgpu failed: the graphics device has no memory left: none left',
      )
      await expect(backend.sync()).rejects.toThrow(BackendFailedError)
      await backend.dispose()
    })
  })
}
