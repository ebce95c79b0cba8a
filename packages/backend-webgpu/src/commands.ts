import { usage } from './memory/usage.ts'
import type { DeviceBuffer } from './memory/buffer-pool.ts'

/** Kernels of a batch: then it is handed over, so that the device need not wait for the rest. */
const LARGEST_BATCH = 64

/** Bytes for the parameters of a kernel; devices want them to begin at a multiple of so many. */
export const PARAMETER_BYTES = 256
const PARAMETER_WORDS = PARAMETER_BYTES / 4

/** Commands for the device, which are recorded and handed over many at a time. */
export interface Commands {
  /** The uniform buffer that holds the parameters of the kernels of a batch. */
  readonly parameters: GPUBuffer
  readonly dispatch: (dispatch: Dispatch) => void
  /** Copies a buffer to another, after all that was recorded. */
  readonly copy: (from: DeviceBuffer, to: DeviceBuffer, bytes: number) => void
  /** Writes to a buffer at once, unless a command that was recorded uses it: then after that. */
  readonly write: (to: DeviceBuffer, data: Float32Array | Uint32Array) => void
  /** Destroys a buffer, once the recorded commands that use it are handed over: a device refuses them afterwards. */
  readonly destroy: (buffer: DeviceBuffer) => void
  /** Hands over what was recorded. */
  readonly submit: () => void
}

/** A kernel that is to run. */
export interface Dispatch {
  readonly pipeline: GPUComputePipeline
  readonly bindings: GPUBindGroup
  readonly buffers: readonly DeviceBuffer[]
  readonly groups: number
  readonly sizes: readonly number[]
  readonly factors: readonly number[]
}

export function createCommands(device: GPUDevice): Commands {
  const parameters = device.createBuffer({
    size: LARGEST_BATCH * PARAMETER_BYTES,
    usage: usage.uniform | usage.copyTarget,
  })
  const words = new Uint32Array(LARGEST_BATCH * PARAMETER_WORDS)
  const floats = new Float32Array(words.buffer)
  const offset = new Uint32Array(1)
  const mostGroups = device.limits.maxComputeWorkgroupsPerDimension
  let batch = 1
  let count = 0
  let encoder: GPUCommandEncoder | undefined
  let pass: GPUComputePassEncoder | undefined

  const recording = () => (encoder ??= device.createCommandEncoder())
  const endPass = () => {
    pass?.end()
    pass = undefined
  }

  const submit = () => {
    if (!encoder) return
    endPass()
    device.queue.writeBuffer(parameters, 0, words, 0, count * PARAMETER_WORDS)
    device.queue.submit([encoder.finish()])
    encoder = undefined
    count = 0
    batch++
  }

  /** Stores the parameters as the kernel's structure has them: the groups, the sizes, the factors. */
  const store = ({ groups, sizes, factors }: Dispatch) => {
    const begin = count++ * PARAMETER_WORDS
    words[begin] = groups
    words.set(sizes, begin + 1)
    floats.set(factors, begin + 1 + sizes.length)
    offset[0] = begin * Uint32Array.BYTES_PER_ELEMENT
  }

  const submitUseOf = (buffer: DeviceBuffer) => {
    if (buffer.batch === batch) submit()
  }

  const use = (buffer: DeviceBuffer) => {
    buffer.batch = batch
  }

  return {
    parameters,
    dispatch: (dispatch) => {
      const { pipeline, bindings, buffers, groups } = dispatch
      pass ??= recording().beginComputePass()
      store(dispatch)
      for (const buffer of buffers) use(buffer)
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindings, offset, 0, 1)
      const width = Math.min(groups, mostGroups)
      pass.dispatchWorkgroups(width, Math.ceil(groups / width))
      if (count === LARGEST_BATCH) submit()
    },
    copy: (from, to, bytes) => {
      endPass()
      use(from)
      use(to)
      recording().copyBufferToBuffer(from.buffer, 0, to.buffer, 0, bytes)
    },
    write: (to, data) => {
      submitUseOf(to)
      device.queue.writeBuffer(to.buffer, 0, data)
    },
    destroy: (buffer) => {
      submitUseOf(buffer)
      buffer.buffer.destroy()
    },
    submit,
  }
}
