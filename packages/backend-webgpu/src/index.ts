export { webgpu, type WebgpuOptions, webgpuProvider } from './webgpu.ts'
