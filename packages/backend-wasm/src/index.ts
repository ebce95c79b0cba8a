export type { Build } from './kernels/build.ts'
export { wasm, type WasmOptions, wasmProvider } from './wasm.ts'
