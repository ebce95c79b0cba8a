export { gpuJs, type GpuJsOptions, gpuJsProvider } from './gpu-js.ts'
export type { Mode } from './modes.ts'
