import { plainKernels, relaxedKernels } from './generated/kernels.ts'

/** An address in the kernels' memory, in bytes. */
export type Pointer = number

/** The functions of assembly/. Each computes elements, rows or columns `begin` to `end − 1` of its output. */
export interface Kernels {
  /** Where free memory begins. */
  readonly heapBase: () => Pointer
  readonly relu: (z: Pointer, out: Pointer, begin: number, end: number) => void
  readonly mask: (z: Pointer, out: Pointer, begin: number, end: number) => void
  readonly hadamard: (a: Pointer, b: Pointer, out: Pointer, begin: number, end: number) => void
  readonly hadamardMask: (v: Pointer, z: Pointer, out: Pointer, begin: number, end: number) => void
  readonly axpy: (alpha: number, x: Pointer, y: Pointer, out: Pointer, begin: number, end: number) => void
  readonly scale: (alpha: number, x: Pointer, out: Pointer, begin: number, end: number) => void
  readonly divide: (a: Pointer, b: Pointer, out: Pointer, begin: number, end: number) => void
  readonly sqrt: (x: Pointer, out: Pointer, begin: number, end: number) => void
  readonly tanh: (z: Pointer, out: Pointer, begin: number, end: number) => void
  readonly sigmoid: (z: Pointer, out: Pointer, begin: number, end: number) => void
  readonly log: (x: Pointer, out: Pointer, begin: number, end: number) => void
  readonly colsum: (a: Pointer, cols: number, out: Pointer, begin: number, end: number) => void
  readonly addColumn: (a: Pointer, b: Pointer, cols: number, out: Pointer, begin: number, end: number) => void
  readonly transpose: (
    a: Pointer,
    rows: number,
    cols: number,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  readonly softmax: (z: Pointer, rows: number, cols: number, out: Pointer, begin: number, end: number) => void
  readonly gatherColumns: (
    a: Pointer,
    cols: number,
    indices: Pointer,
    count: number,
    out: Pointer,
    begin: number,
    end: number,
  ) => void
  /** C = A·B, with b·1ᵀ added where `bias` is not 0, and σ taken where `relu`. */
  readonly matmul: (
    a: Pointer,
    aTransposed: boolean,
    b: Pointer,
    bTransposed: boolean,
    rows: number,
    inner: number,
    cols: number,
    bias: Pointer,
    relu: boolean,
    out: Pointer,
    firstRow: number,
    lastRow: number,
    firstCol: number,
    lastCol: number,
    workspace: Pointer,
  ) => void
  /** Bytes of working memory that `matmul` needs. */
  readonly workspaceBytes: () => number
}

/** How the kernels multiply and add. */
export type Arithmetic = 'fused' | 'plain'

/** Whether the engine has relaxed SIMD, and with it fused multiply-add. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(decode(relaxedKernels))

/** Whether the engine has SIMD. */
export const hasSimd = (): boolean => WebAssembly.validate(decode(plainKernels))

/** The kernels over a memory. */
export async function loadKernels(memory: WebAssembly.Memory, arithmetic: Arithmetic): Promise<Kernels> {
  const bytes = decode(arithmetic === 'fused' ? relaxedKernels : plainKernels)
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } })
  return instance.exports as unknown as Kernels
}

function abort(): never {
  throw new Error('a kernel stopped')
}

const decode = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.codePointAt(0) ?? 0)
