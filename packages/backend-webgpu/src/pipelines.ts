import { PARAMETER_BYTES } from './commands.ts'
import { type Kernel, shaderOf } from './kernels/kernel.ts'
import type { DeviceBuffer } from './memory/buffer-pool.ts'
import { recent } from './recent.ts'
import { remembered } from './remembered.ts'

/** Bindings that are kept. A training of nine layers with Adam uses some 1,800 over and over. */
const MOST_BINDINGS = 2048

/** `GPUShaderStage.COMPUTE`, of which Node.js has no global. */
const COMPUTE = 0x4

/** Kernels, compiled when they are first used, and what their shaders read and write. */
export interface Pipelines {
  readonly pipeline: (kernel: Kernel) => GPUComputePipeline
  /** The result first, then the operands. */
  readonly bindings: (buffers: readonly DeviceBuffer[]) => GPUBindGroup
  /** Forgets the bindings, and with them the buffers. */
  readonly forget: () => void
}

export function createPipelines(device: GPUDevice, parameters: GPUBuffer): Pipelines {
  const compiled = new Map<string, GPUComputePipeline>()
  const bound = recent<GPUBindGroup>(MOST_BINDINGS)
  // One layout for all kernels with as many operands, so that bindings serve all of them.
  const layouts = [0, 1, 2, 3].map((operands) => layoutOf(device, operands))

  const compile = (kernel: Kernel): GPUComputePipeline => {
    const { name: label } = kernel
    const module = device.createShaderModule({ label, code: shaderOf(kernel) })
    const { pipelines: layout } = layouts[kernel.operands.length]
    return device.createComputePipeline({ label, layout, compute: { module, entryPoint: 'main' } })
  }

  const bind = (buffers: readonly DeviceBuffer[]): GPUBindGroup =>
    device.createBindGroup({
      layout: layouts[buffers.length - 1].bindings,
      entries: [
        { binding: 0, resource: { buffer: parameters, size: PARAMETER_BYTES } },
        ...buffers.map(({ buffer }, i) => ({ binding: i + 1, resource: { buffer } })),
      ],
    })

  return {
    pipeline: (kernel) => remembered(compiled, kernel.name, () => compile(kernel)),
    bindings: (buffers) => bound.get(buffers.map(({ id }) => id).join(), () => bind(buffers)),
    forget: () => bound.clear(),
  }
}

function layoutOf(device: GPUDevice, operands: number) {
  const bindings = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: COMPUTE, buffer: { type: 'uniform', hasDynamicOffset: true } },
      { binding: 1, visibility: COMPUTE, buffer: { type: 'storage' } },
      ...Array.from({ length: operands }, (_, i) => ({
        binding: i + 2,
        visibility: COMPUTE,
        buffer: { type: 'read-only-storage' as const },
      })),
    ],
  })
  return { bindings, pipelines: device.createPipelineLayout({ bindGroupLayouts: [bindings] }) }
}
