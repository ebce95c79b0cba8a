export { wasm, type WasmOptions, wasmProvider } from './wasm.ts'
