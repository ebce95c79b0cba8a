export * from './elementwise'
export { matmul, workspaceBytes } from './matmul'
export { addColumn, colsum, gatherColumns } from './rows'
export { softmax } from './softmax'
export { transpose } from './transpose'

/** Where free memory begins: below lie the kernels' own constants. */
export function heapBase(): usize {
  return __heap_base
}
