import type { Build } from '../kernels/build.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { compileKernels, instantiateKernels } from '../kernels/load.ts'
import { createHeap, type Heap, type HeapOptions } from '../memory/heap.ts'

/** What a backend on one thread computes with. */
export interface Machine {
  readonly heap: Heap
  readonly kernels: Kernels
  readonly multiply: Multiply
  /** Bytes of the heap that are in use beside matrices. */
  readonly workspaceBytes: number
}

/**
 * Computes C = A·B + b·1ᵀ, for A of rows × inner and B of inner × cols, or with `relu` σ(C), at addresses of the heap. A transposed
 * operand is stored as its transpose. A bias at address 0 is none; `relu` needs one.
 */
export type Multiply = (
  a: number,
  aTransposed: boolean,
  b: number,
  bTransposed: boolean,
  rows: number,
  inner: number,
  cols: number,
  bias: number,
  relu: boolean,
  out: number,
) => void

/** A heap, and the kernels at work in it. Rejects where the engine cannot run them, or has no room. */
export async function startMachine(build: Build, options: Omit<HeapOptions, 'shared'>): Promise<Machine> {
  const heap = createHeap(options)
  const kernels = await instantiateKernels(await compileKernels(build), heap.memory)
  const workspace = heap.allocate(kernels.workspaceBytes())
  const { matmul } = kernels
  return {
    heap,
    kernels,
    multiply: (a, aTransposed, b, bTransposed, rows, inner, cols, bias, relu, out) =>
      matmul(
        a,
        aTransposed,
        b,
        bTransposed,
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
        workspace.pointer,
      ),
    workspaceBytes: workspace.bytes,
  }
}
