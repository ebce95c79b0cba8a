export type { KernelKind } from './plan.ts'
export { workerPool, type WorkerPoolOptions, workerPoolProvider } from './worker-pool.ts'
