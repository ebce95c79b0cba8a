export { cpuJs, type CpuJsOptions, cpuJsProvider } from './cpu-js.ts'
