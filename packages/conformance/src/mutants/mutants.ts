import {
  type Backend,
  type BackendDefinition,
  defineBackend,
  type ExtendedKernels,
  type Operand,
  type Stored,
} from '@bilayer/core'
import { at, referenceDefinition } from '@bilayer/core/reference'

type Definition = BackendDefinition<Float32Array> & { readonly extended: ExtendedKernels<Float32Array> }
type Plain = Stored<Float32Array>
type Viewed = Operand<Float32Array>

/** A backend that is wrong on purpose, in one way. */
export interface Mutant {
  readonly fault: string
  readonly create: () => Backend
}

/** The backend that each mutant is one step away from; the suite must pass it. */
export const plain = (): Definition =>
  referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))

/** A mutant by another definition. */
const mutant = (fault: string, change: (right: Definition) => Partial<Definition>): Mutant => ({
  fault,
  create: () => {
    const right = plain()
    return defineBackend({ ...right, ...change(right) })
  },
})

/** A mutant by other core kernels. */
const wrongCore = (
  fault: string,
  change: (right: Definition['core']) => Partial<Definition['core']>,
): Mutant => mutant(fault, ({ core }) => ({ core: { ...core, ...change(core) } }))

/** A mutant by other extended kernels. */
const wrongExtended = (
  fault: string,
  change: (right: Definition['extended']) => Partial<Definition['extended']>,
): Mutant => mutant(fault, ({ extended }) => ({ extended: { ...extended, ...change(extended) } }))

/** A mutant by other storage. */
const wrongStorage = (
  fault: string,
  change: (right: Definition['storage']) => Partial<Definition['storage']>,
): Mutant => mutant(fault, ({ storage }) => ({ storage: { ...storage, ...change(storage) } }))

/** The right result, each element replaced. */
function mapped(result: Float32Array, replace: (value: number, i: number) => number): Float32Array {
  for (const [i, value] of result.entries()) result[i] = replace(value, i)
  return result
}

/** The right result, changed in place. */
function spoil(result: Float32Array, change: (values: Float32Array) => unknown): Float32Array {
  change(result)
  return result
}

/** A matrix product whose term k of element (i, j) is `term`. */
const matmulOf =
  (right: Definition['core'], term: (a: Viewed, b: Viewed, i: number, j: number, k: number) => number) =>
  (a: Viewed, b: Viewed): Float32Array =>
    spoil(right.matmul(a, b), (values) => {
      for (const index of values.keys()) {
        const [i, j] = [Math.floor(index / b.cols), index % b.cols]
        let sum = 0
        for (let k = 0; k < a.cols; k++) sum += term(a, b, i, j, k)
        values[index] = sum
      }
    })

/** x with no more than `bits` binary digits behind the first. */
const truncated = (x: number, bits: number): number => {
  if (x === 0 || !Number.isFinite(x)) return x
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - bits)
  return Math.round(x / unit) * unit
}

export const mutants: readonly Mutant[] = [
  // Views and shapes
  wrongCore('matmul ignores that a is a view', ({ matmul }) => ({
    matmul: (a, b) => matmul(asStored(a), b),
  })),
  wrongCore('matmul ignores that b is a view', ({ matmul }) => ({
    matmul: (a, b) => matmul(a, asStored(b)),
  })),
  wrongCore('matmul transposes the second operand when both are views', ({ matmul }) => ({
    matmul: (a, b) => (a.transposed && b.transposed ? matmul(a, asStored(b)) : matmul(a, b)),
  })),
  wrongCore('transpose copies without transposing', () => ({ transpose: ({ storage }) => storage.slice() })),
  wrongCore('transpose is wrong unless the matrix is square', ({ transpose }) => ({
    transpose: (a) => (a.rows === a.cols ? transpose(a) : a.storage.slice()),
  })),
  wrongCore('colsum adds over the rows', (right) => ({
    colsum: (a) =>
      mapped(right.colsum(a), (_, i) => {
        let sum = 0
        for (let k = 0; k < a.rows; k++) sum += a.storage[k * a.cols + (i % a.cols)]
        return sum
      }),
  })),
  wrongCore('addColumn adds a row', ({ addColumn }) => ({
    addColumn: (a, b) => mapped(addColumn(a, b), (_, i) => a.storage[i] + b.storage[(i % a.cols) % a.rows]),
  })),

  // Edges of tiles and loops
  wrongCore('matmul leaves out the last row of a 4-row tile that is not full', ({ matmul }) => ({
    matmul: (a, b) =>
      spoil(matmul(a, b), (values) => {
        if (a.rows > 4 && a.rows % 4 === 3) values.fill(0, (a.rows - 1) * b.cols)
      }),
  })),
  wrongCore('matmul drops the last term of an odd inner dimension', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) =>
      a.cols > 1 && a.cols % 2 === 1 && k === a.cols - 1 ? 0 : at(a, i, k) * at(b, k, j),
    ),
  })),
  wrongCore('matmul stops after 1,000 terms', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => (k < 1000 ? at(a, i, k) * at(b, k, j) : 0)),
  })),
  wrongCore('colsum stops after 1,000 terms', ({ colsum }) => ({
    colsum: (a) => {
      if (a.cols <= 1000) return colsum(a)
      const storage = a.storage.map((value, i) => (i % a.cols < 1000 ? value : 0))
      return colsum({ ...sized(a), storage })
    },
  })),
  wrongCore('matmul is wrong in column 128 and beyond', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value, i) => (i % b.cols >= 128 ? 0 : value)),
  })),
  wrongCore('relu forgets the elements after the last full group of four', ({ relu }) => ({
    relu: (z) =>
      spoil(relu(z), (values) => values.set(z.storage.subarray(values.length & ~3), values.length & ~3)),
  })),
  wrongCore('hadamard computes the first 4,096 elements alone', ({ hadamard }) => ({
    hadamard: (a, b) => spoil(hadamard(a, b), (values) => values.fill(0, Math.min(4096, values.length))),
  })),

  // Values
  wrongCore('mask(0) is 1', ({ mask }) => ({
    mask: (z) => mapped(mask(z), (_, i) => (z.storage[i] >= 0 ? 1 : 0)),
  })),
  wrongCore('mask(NaN) is 1', ({ mask }) => ({
    mask: (z) => mapped(mask(z), (_, i) => (z.storage[i] <= 0 ? 0 : 1)),
  })),
  wrongCore('relu(NaN) is 0', ({ relu }) => ({
    relu: (z) => mapped(relu(z), (value) => (Number.isNaN(value) ? 0 : value)),
  })),
  wrongCore('relu leaks a hundredth of what is below 0', ({ relu }) => ({
    relu: (z) => mapped(relu(z), (_, i) => (z.storage[i] < 0 ? 0.01 * z.storage[i] : z.storage[i])),
  })),
  wrongCore('NaN becomes 0 in matmul', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value) => (Number.isNaN(value) ? 0 : value)),
  })),
  wrongCore('±∞ becomes the largest finite number in hadamard', ({ hadamard }) => ({
    hadamard: (a, b) =>
      mapped(hadamard(a, b), (value) =>
        Math.abs(value) === Infinity ? Math.sign(value) * 3.4028234e38 : value,
      ),
  })),
  wrongCore('subnormal results are flushed to 0, and that is not declared', ({ scale }) => ({
    scale: (alpha, x) => mapped(scale(alpha, x), (value) => (Math.abs(value) < 2 ** -126 ? 0 : value)),
  })),
  wrongCore('axpy swaps its operands', ({ axpy }) => ({ axpy: (alpha, x, y) => axpy(alpha, y, x) })),
  wrongCore('axpy subtracts', ({ axpy }) => ({ axpy: (alpha, x, y) => axpy(-alpha, x, y) })),
  wrongCore('scale rounds its factor to a whole number', ({ scale }) => ({
    scale: (alpha, x) => scale(Math.round(alpha), x),
  })),

  // Precision
  wrongCore('matmul multiplies in float16', (right) => ({
    matmul: matmulOf(right, (a, b, i, j, k) => truncated(at(a, i, k), 10) * truncated(at(b, k, j), 10)),
  })),
  wrongCore('matmul drops the lowest four bits of its result', ({ matmul }) => ({
    matmul: (a, b) => mapped(matmul(a, b), (value) => truncated(value, 19)),
  })),
  wrongCore('hadamard is off by the last bit', ({ hadamard }) => ({
    hadamard: (a, b) => mapped(hadamard(a, b), (value) => value * (1 + 2 ** -23)),
  })),
  wrongCore('colsum adds in float16', ({ colsum }) => ({
    colsum: (a) => mapped(colsum(a), (value) => truncated(value, 10)),
  })),

  // Storage
  wrongCore('matmul adds to what its storage held', (right) => {
    let left: Float32Array = new Float32Array(1)
    return {
      matmul: (a, b) =>
        spoil(right.matmul(a, b), (values) => {
          const before = left
          left = values.slice()
          if (before.length === values.length) mapped(values, (value, i) => value + before[i])
        }),
    }
  }),
  wrongCore('relu writes into its input', ({ relu }) => ({
    relu: (z) => spoil(relu(z), (values) => z.storage.set(values)),
  })),
  wrongCore('axpy writes into y', ({ axpy }) => ({
    axpy: (alpha, x, y) => spoil(axpy(alpha, x, y), (values) => y.storage.set(values)),
  })),
  wrongCore('scale by 1 gives its input back', ({ scale }) => ({
    scale: (alpha, x) => (alpha === 1 ? x.storage : scale(alpha, x)),
  })),
  wrongCore('colsum of one column gives its input back', ({ colsum }) => ({
    colsum: (a) => (a.cols === 1 ? a.storage : colsum(a)),
  })),
  mutant('hadamard gives one buffer each time', ({ core }) => {
    const buffers = new Map<number, Float32Array>()
    return {
      core: {
        ...core,
        hadamard: (a, b) => {
          const result = core.hadamard(a, b)
          const shared = buffers.get(result.length) ?? result
          buffers.set(result.length, shared)
          shared.set(result)
          return shared
        },
      },
    }
  }),
  mutant('a buffer that is used again keeps what it held past the first half', ({ core, storage }) => {
    const freed: Float32Array[] = []
    return {
      storage: {
        ...storage,
        free: (buffer) => {
          freed.push(buffer.slice())
          storage.free(buffer)
        },
      },
      core: {
        ...core,
        mask: (z) =>
          spoil(core.mask(z), (values) => {
            const stale = freed.findLast(({ length }) => length === values.length)
            if (stale) values.set(stale.subarray(values.length / 2), values.length / 2)
          }),
      },
    }
  }),
  wrongStorage('upload keeps the array that it was given', ({ upload }) => ({
    upload: (data, rows, cols) => {
      upload(data, rows, cols)
      return data
    },
  })),
  wrongStorage('read gives the storage itself', () => ({ read: async ({ storage }) => storage })),
  wrongStorage('two reads share one staging buffer', ({ read }) => {
    let staging = new Float32Array()
    return {
      read: async (source) => {
        const values = await read(source)
        if (staging.length !== values.length) staging = new Float32Array(values.length)
        staging.set(values)
        await Promise.resolve()
        return staging.slice()
      },
    }
  }),
  wrongStorage('read is late: it shows what the storage holds afterwards', (right) => ({
    free: (storage) => {
      storage.fill(0)
      right.free(storage)
    },
    read: async (source) => {
      await Promise.resolve()
      return right.read(source)
    },
  })),
  wrongStorage('free frees nothing', () => ({ free: () => {} })),
  mutant('matmul leaks its working memory', ({ core }) => ({
    core: {
      ...core,
      matmul: (a, b) => {
        core.scale(1, { storage: new Float32Array(1), rows: 1, cols: 1 })
        return core.matmul(a, b)
      },
    },
  })),
  wrongCore('matmul fails inside above 64 rows, and gives zeros', ({ matmul }) => ({
    matmul: (a, b) => (a.rows > 64 ? mapped(matmul(a, b), () => 0) : matmul(a, b)),
  })),

  // Behaviour
  wrongStorage('sync never settles', () => ({ sync: () => new Promise(() => {}) })),
  wrongStorage('read fails', () => ({ read: () => Promise.reject(new Error('the device is lost')) })),
  wrongStorage('close fails to settle', () => ({ close: () => new Promise(() => {}) })),
  wrongCore('matmul gives other bits each time', ({ matmul }) => {
    let runs = 0
    return {
      matmul: (a, b) => {
        runs++
        return a.cols < 60
          ? matmul(a, b)
          : mapped(matmul(a, b), (value) => value * (1 + (runs % 2) * 2 ** -22))
      },
    }
  }),
  mutant('affineRelu forgets relu', ({ core }) => ({
    fused: {
      affineRelu: (W, X, b) => core.addColumn({ storage: core.matmul(W, X), rows: W.rows, cols: X.cols }, b),
    },
  })),
  mutant('affine adds b twice to the first column', ({ core }) => ({
    fused: {
      affine: (W, X, b) => {
        const product = core.matmul(W, X)
        return spoil(core.addColumn({ storage: product, rows: W.rows, cols: X.cols }, b), (values) => {
          for (let i = 0; i < W.rows; i++) values[i * X.cols] += b.storage[i]
        })
      },
    },
  })),
  mutant('hadamardMask gives 0 where V is NaN and the mask is 0', ({ core }) => ({
    fused: {
      hadamardMask: (v, z) => mapped(core.mask(z), (on, i) => (on > 0 ? v.storage[i] : 0)),
    },
  })),

  // The extended level
  wrongExtended('softmax overflows', ({ softmax }) => ({
    softmax: (z) =>
      spoil(softmax(z), (values) => {
        for (let j = 0; j < z.cols; j++) {
          let sum = 0
          for (let i = j; i < values.length; i += z.cols) sum += Math.exp(z.storage[i])
          for (let i = j; i < values.length; i += z.cols) values[i] = Math.exp(z.storage[i]) / sum
        }
      }),
  })),
  wrongExtended('softmax runs along the rows', ({ softmax }) => ({
    softmax: (z) => softmax({ storage: z.storage, rows: z.cols, cols: z.rows }),
  })),
  wrongExtended('gatherColumns takes each column once', ({ gatherColumns }) => ({
    gatherColumns: (a, indices) => gatherColumns(a, indices.toSorted()),
  })),
  wrongExtended('log of 0 is a large number', ({ log }) => ({
    log: (x) => mapped(log(x), (value) => Math.max(value, -103)),
  })),
  wrongExtended('sigmoid is a table of 2¹⁰ steps', ({ sigmoid }) => ({
    sigmoid: (z) => mapped(sigmoid(z), (value) => Math.round(value * 1024) / 1024),
  })),
  wrongExtended('divide multiplies by the rounded reciprocal', ({ divide }) => ({
    divide: (a, b) => mapped(divide(a, b), (_, i) => a.storage[i] * Math.fround(1 / b.storage[i])),
  })),
]

/** The operand as if it were no view. */
const asStored = (x: Viewed): Viewed => ({
  storage: x.storage,
  rows: x.rows,
  cols: x.cols,
  transposed: false,
})

const sized = ({ rows, cols }: Plain) => ({ rows, cols })
