import {
  ArgumentError,
  type BackendProvider,
  BackendUnavailableError,
  defineBackend,
  type ExtendedBackend,
  type Operand,
  type Stored,
} from '@bilayer/core'
import { createAllocator } from './allocator.ts'
import { type Arithmetic, hasRelaxedSimd, hasSimd, loadKernels, type Pointer } from './kernels.ts'
import { createLinearMemory } from './memory.ts'

/** How to make the backend. */
export interface WasmOptions {
  /** `fused` takes relaxed SIMD, `plain` SIMD alone; the first that the engine has unless given. */
  readonly arithmetic?: Arithmetic
  /** The most memory that matrices may take, in bytes: 4 GiB, which is all there is, unless given. */
  readonly maximumBytes?: number
}

const FLOAT_BYTES = 4

/** What the kernels take for no column to add. */
const NO_BIAS: Pointer = 0

const LARGEST_MEMORY = 2 ** 32

const NO_WEBASSEMBLY = 'this engine has no WebAssembly'
const NO_SIMD = 'this engine has no WebAssembly SIMD; browsers since 2023 and Node.js since 16.4 have it'
const NO_RELAXED_SIMD =
  'this engine has no relaxed SIMD; leave `arithmetic` out, or ask for `plain`. Node.js 20 has it behind --experimental-wasm-relaxed-simd.'

/**
 * The WebAssembly backend: SIMD kernels on one thread. Its operations compute at once.
 * Rejects with `BackendUnavailableError` where the engine lacks what is asked for.
 */
export async function wasm({
  arithmetic,
  maximumBytes = LARGEST_MEMORY,
}: WasmOptions = {}): Promise<ExtendedBackend> {
  if (!(maximumBytes > 0))
    throw new ArgumentError(`maximumBytes is ${maximumBytes}; it must be a number above 0.`)
  const missing =
    whatIsMissing() ?? (arithmetic === 'fused' && !hasRelaxedSimd() ? NO_RELAXED_SIMD : undefined)
  if (missing !== undefined) throw new BackendUnavailableError(`wasm: ${missing}`)
  const chosen = arithmetic ?? (hasRelaxedSimd() ? 'fused' : 'plain')

  const linear = createLinearMemory(maximumBytes)
  const { memory, floats, integers } = linear
  const kernels = await loadKernels(memory, chosen)
  const { allocate, free, bytes } = createAllocator(kernels.heapBase(), linear)
  const workspace = allocate(kernels.workspaceBytes())
  const overhead = bytes()

  /** Storage for `length` numbers, as `fill` leaves it. */
  const filled = (length: number, fill: (out: Pointer) => void): Pointer => {
    const out = allocate(FLOAT_BYTES * length)
    fill(out)
    return out
  }
  /** An elementwise result in the shape of `like`. */
  const map = (
    { rows, cols }: Stored<Pointer>,
    kernel: (out: Pointer, begin: number, end: number) => void,
  ): Pointer => filled(rows * cols, (out) => kernel(out, 0, rows * cols))

  /** A·B, with b·1ᵀ added and σ taken where asked for, in one pass. */
  const product = (
    a: Operand<Pointer>,
    b: Operand<Pointer>,
    bias: Pointer = NO_BIAS,
    relu = false,
  ): Pointer => {
    const [rows, inner, cols] = [a.rows, a.cols, b.cols]
    return filled(rows * cols, (out) =>
      kernels.matmul(
        a.storage,
        a.transposed,
        b.storage,
        b.transposed,
        rows,
        inner,
        cols,
        bias,
        relu,
        out,
        0,
        rows,
        0,
        cols,
        workspace,
      ),
    )
  }

  return defineBackend<Pointer>({
    name: 'wasm',
    info: {
      device: 'one thread of WebAssembly',
      mode: chosen === 'fused' ? 'SIMD, fused multiply-add' : 'SIMD',
    },

    storage: {
      upload: (data) => filled(data.length, (out) => floats(out, data.length).set(data)),
      read: async ({ storage, rows, cols }) => floats(storage, rows * cols).slice(),
      free,
      bytes: () => bytes() - overhead,
      sync: async () => {},
      close: async () => {},
    },

    core: {
      matmul: (a, b) => product(a, b),
      transpose: ({ storage, rows, cols }) =>
        filled(rows * cols, (out) => kernels.transpose(storage, rows, cols, out, 0, cols)),
      relu: (z) => map(z, (out, begin, end) => kernels.relu(z.storage, out, begin, end)),
      mask: (z) => map(z, (out, begin, end) => kernels.mask(z.storage, out, begin, end)),
      hadamard: (a, b) =>
        map(a, (out, begin, end) => kernels.hadamard(a.storage, b.storage, out, begin, end)),
      colsum: ({ storage, rows, cols }) => filled(rows, (out) => kernels.colsum(storage, cols, out, 0, rows)),
      addColumn: ({ storage, rows, cols }, b) =>
        filled(rows * cols, (out) => kernels.addColumn(storage, b.storage, cols, out, 0, rows)),
      axpy: (alpha, x, y) =>
        map(x, (out, begin, end) => kernels.axpy(alpha, x.storage, y.storage, out, begin, end)),
      scale: (alpha, x) => map(x, (out, begin, end) => kernels.scale(alpha, x.storage, out, begin, end)),
    },

    fused: {
      affine: (W, X, b) => product(W, X, b.storage),
      affineRelu: (W, X, b) => product(W, X, b.storage, true),
      hadamardMask: (v, z) =>
        map(v, (out, begin, end) => kernels.hadamardMask(v.storage, z.storage, out, begin, end)),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        filled(rows * cols, (out) => kernels.softmax(storage, rows, cols, out, 0, cols)),
      tanh: (z) => map(z, (out, begin, end) => kernels.tanh(z.storage, out, begin, end)),
      sigmoid: (z) => map(z, (out, begin, end) => kernels.sigmoid(z.storage, out, begin, end)),
      log: (x) => map(x, (out, begin, end) => kernels.log(x.storage, out, begin, end)),
      sqrt: (x) => map(x, (out, begin, end) => kernels.sqrt(x.storage, out, begin, end)),
      divide: (a, b) => map(a, (out, begin, end) => kernels.divide(a.storage, b.storage, out, begin, end)),
      gatherColumns: ({ storage, rows, cols }, indices) => {
        const count = indices.length
        const named = allocate(indices.byteLength)
        try {
          integers(named, count).set(indices)
          return filled(rows * count, (out) =>
            kernels.gatherColumns(storage, cols, named, count, out, 0, rows),
          )
        } finally {
          free(named)
        }
      },
    },
  })
}

/** Lists `wasm` among other backends. */
export const wasmProvider: BackendProvider<WasmOptions> = {
  name: 'wasm',
  probe: async () => {
    const reason = whatIsMissing()
    return reason === undefined ? { available: true } : { available: false, reason }
  },
  create: wasm,
}

function whatIsMissing(): string | undefined {
  if (!('WebAssembly' in globalThis)) return NO_WEBASSEMBLY
  return hasSimd() ? undefined : NO_SIMD
}
