export * from './elementwise.ts'
export { createMatmul, type Matmul } from './matmul.ts'
export * from './rows.ts'
export { softmax } from './softmax.ts'
