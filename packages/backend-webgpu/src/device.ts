import { BackendFailedError, BackendUnavailableError } from '@bilayer/core'
import { NO_DEVICE, openGpu } from '#gpu'

export const NAME = 'webgpu'

/** A graphics device that is open. */
export interface Device {
  readonly gpu: GPUDevice
  /** Its name, which says so where it is none but a program. */
  readonly name: string
  /** Whether a program stands in for a graphics processor. */
  readonly isProgram: boolean
  /** Whether its threads run four by four, and shaders may pass numbers among the four. */
  readonly hasQuartets: boolean
  /** The most bytes of a matrix: of a buffer that a shader can be bound to, in whole vectors of four numbers. */
  readonly mostBytes: number
  /** Throws `BackendFailedError`, in the name of an operation, once the device is lost or has failed at something. */
  readonly check: (op: string) => void
}

/** Opens the device with all that it has to give. Rejects with `BackendUnavailableError` where there is none. */
export async function openDevice(): Promise<Device> {
  const gpu = await openGpu()
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new BackendUnavailableError(NO_DEVICE)
  const { info, limits } = adapter
  const hasSubgroups = adapter.features.has('subgroups')
  const device = await adapter.requestDevice({
    requiredFeatures: hasSubgroups ? ['subgroups'] : [],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    },
  })
  const isProgram = info.isFallbackAdapter || PROGRAM.test(`${info.architecture} ${info.description}`)
  return {
    gpu: device,
    name: deviceName(info, isProgram),
    isProgram,
    hasQuartets: hasSubgroups && info.subgroupMinSize === 4 && info.subgroupMaxSize === 4,
    mostBytes: mostBytesOf(device.limits),
    check: watch(device),
  }
}

/** Bytes of four numbers. */
const VECTOR_BYTES = 16

const mostBytesOf = ({ maxStorageBufferBindingSize, maxBufferSize }: GPUSupportedLimits): number =>
  Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / VECTOR_BYTES) * VECTOR_BYTES

/** Programs that do not call themselves a fallback. */
const PROGRAM = /swiftshader|llvmpipe|lavapipe|software|basic render/iu

function deviceName({ vendor, architecture, device, description }: GPUAdapterInfo, isProgram: boolean) {
  const words = description === '' ? [vendor, architecture, device] : [description]
  const name = words.filter((word) => word !== '').join(' ') || 'a device that does not tell its name'
  return isProgram ? `${name}, a program, not a graphics processor` : name
}

/** The first failure of a device stands for all that follow from it. */
function watch(device: GPUDevice): Device['check'] {
  let failure: Error | undefined
  const hearOfLoss = async () => {
    const { message } = await device.lost
    failure ??= new Error(`the graphics device was lost${message === '' ? '.' : `: ${message}`}`)
  }
  void hearOfLoss()
  device.addEventListener('uncapturederror', (event) => {
    // It is told by the operation that comes next, not on the console.
    event.preventDefault()
    const { error } = event
    failure ??= new Error(
      error.constructor.name === 'GPUOutOfMemoryError'
        ? `the graphics device has no memory left: ${error.message}`
        : `the graphics device refused a command: ${error.message}`,
    )
  })
  return (op) => {
    if (failure) throw new BackendFailedError(NAME, op, failure)
  }
}
