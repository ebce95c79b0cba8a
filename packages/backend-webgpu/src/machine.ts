import { type Commands, createCommands } from './commands.ts'
import type { Device } from './device.ts'
import { createPlanner, type Planner, type Strategy } from './kernels/product/product.ts'
import { createReductions, type Reductions } from './kernels/reduce.ts'
import { type BufferPool, createBufferPool } from './memory/buffer-pool.ts'
import { usage } from './memory/usage.ts'
import { createPipelines, type Pipelines } from './pipelines.ts'
import { createReader, type Reader } from './reader.ts'

/** A device with all that the backend works with. */
export interface Machine {
  readonly device: Device
  readonly pool: BufferPool
  readonly commands: Commands
  readonly pipelines: Pipelines
  readonly reader: Reader
  readonly planProduct: Planner
  readonly reductions: Reductions
}

export function createMachine(
  device: Device,
  strategy: Strategy = device.isProgram ? 'direct' : 'tiled',
): Machine {
  const commands = createCommands(device.gpu)
  const pipelines = createPipelines(device.gpu, commands.parameters)
  const storage = usage.storage | usage.copySource | usage.copyTarget
  return {
    device,
    pool: createBufferPool({
      create: (size) => device.gpu.createBuffer({ size, usage: storage }),
      destroy: (buffer) => {
        commands.destroy(buffer)
        pipelines.forget()
      },
      largest: device.mostBytes,
    }),
    commands,
    pipelines,
    reader: createReader(device, commands),
    planProduct: createPlanner(strategy, device.hasQuartets),
    reductions: createReductions(strategy === 'tiled' ? 16 : 1),
  }
}
