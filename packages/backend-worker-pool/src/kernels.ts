import * as cpuJs from '@bilayer/backend-cpu-js/kernels'
import type { Kernels } from '@bilayer/backend-wasm/kernels'

/** The kernels of a thread: those of a WebAssembly module, or where there is none those of cpu-js. */
export const createKernels = (memory: WebAssembly.Memory, module: WebAssembly.Module | undefined): Kernels =>
  module
    ? (new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels)
    : createJsKernels(memory)

/** The kernels of cpu-js, over addresses in a shared memory. Products are split by rows alone. */
function createJsKernels(memory: WebAssembly.Memory): Kernels {
  const multiply = cpuJs.createMatmul()
  let floats = new Float32Array(memory.buffer)

  /** `length` numbers from an address on. Another thread may have let the memory grow. */
  const at = (pointer: number, length: number): Float32Array => {
    const begin = pointer / Float32Array.BYTES_PER_ELEMENT
    if (begin + length > floats.length) floats = new Float32Array(memory.buffer)
    return floats.subarray(begin, begin + length)
  }

  const unary =
    (kernel: cpuJs.OfOne): Kernels['relu'] =>
    (x, out, begin, end) =>
      kernel(at(x, end), at(out, end), begin, end)

  const binary =
    (kernel: cpuJs.OfTwo): Kernels['hadamard'] =>
    (x, y, out, begin, end) =>
      kernel(at(x, end), at(y, end), at(out, end), begin, end)

  return {
    workspaceBytes: () => 0,
    matmul: (a, aTransposed, b, bTransposed, rows, inner, cols, bias, relu, out, beginRow, endRow) => {
      const A = { storage: at(a, rows * inner), rows, cols: inner, transposed: aTransposed }
      const B = { storage: at(b, inner * cols), rows: inner, cols, transposed: bTransposed }
      const C = at(out, rows * cols)
      multiply(A, B, C, beginRow, endRow)
      if (bias === 0) return
      cpuJs.addColumn(C, at(bias, rows), cols, C, beginRow, endRow)
      if (relu) cpuJs.relu(C, C, beginRow * cols, endRow * cols)
    },
    transpose: (a, rows, cols, out, begin, end) =>
      cpuJs.transpose(at(a, rows * cols), rows, cols, at(out, rows * cols), begin, end),
    addColumn: (a, b, cols, out, begin, end) =>
      cpuJs.addColumn(at(a, end * cols), at(b, end), cols, at(out, end * cols), begin, end),
    colsum: (a, cols, out, begin, end) => cpuJs.colsum(at(a, end * cols), cols, at(out, end), begin, end),
    gatherRows: (a, cols, indices, out, begin, end) => {
      const list = new Uint32Array(memory.buffer, indices, end)
      cpuJs.gatherRows(new Float32Array(memory.buffer, a), cols, list, at(out, end * cols), begin, end)
    },
    softmax: (z, rows, cols, out, begin, end) =>
      cpuJs.softmax(at(z, rows * cols), rows, cols, at(out, rows * cols), begin, end),
    zeros: (out, begin, end) => {
      at(out, end).fill(0, begin)
    },
    relu: unary(cpuJs.relu),
    mask: unary(cpuJs.mask),
    tanh: unary(cpuJs.tanh),
    sigmoid: unary(cpuJs.sigmoid),
    log: unary(cpuJs.log),
    sqrt: unary(cpuJs.sqrt),
    hadamard: binary(cpuJs.hadamard),
    hadamardMask: binary(cpuJs.hadamardMask),
    divide: binary(cpuJs.divide),
    scale: (alpha, x, out, begin, end) => cpuJs.scale(alpha, at(x, end), at(out, end), begin, end),
    axpy: (alpha, x, y, out, begin, end) =>
      cpuJs.axpy(alpha, at(x, end), at(y, end), at(out, end), begin, end),
    axpby: (alpha, x, beta, y, out, begin, end) =>
      cpuJs.axpby(alpha, at(x, end), beta, at(y, end), at(out, end), begin, end),
    squareAverage: (beta, oneMinusBeta, v, g, out, begin, end) =>
      cpuJs.squareAverage(beta, oneMinusBeta, at(v, end), at(g, end), at(out, end), begin, end),
    adaptiveStep: (theta, rate, m, v, epsilon, out, begin, end) =>
      cpuJs.adaptiveStep(at(theta, end), rate, at(m, end), at(v, end), epsilon, at(out, end), begin, end),
  }
}
