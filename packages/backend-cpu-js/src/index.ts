export { cpuJs, cpuJsProvider } from './cpu-js.ts'
