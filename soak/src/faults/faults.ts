import { contextLost, deviceLost, graphicsProcessKilled } from './chromium/device-lost.ts'
import { commandOnFullDisk } from './command-on-full-disk.ts'
import type { Fault } from './fault.ts'
import { killedWhileSaving } from './killed-while-saving.ts'
import { memoryExhausted } from './memory-exhausted.ts'
import { rankKilled } from './rank-killed.ts'
import { savingOnFullDisk } from './saving-on-full-disk.ts'
import { workerKilled } from './worker-killed.ts'
import { workerThrows } from './worker-throws.ts'

/** Every mishap. */
export const faults: readonly Fault[] = [
  workerKilled,
  workerThrows,
  memoryExhausted,
  savingOnFullDisk,
  commandOnFullDisk,
  killedWhileSaving,
  rankKilled,
  contextLost,
  deviceLost,
  graphicsProcessKilled('gpu-js'),
  graphicsProcessKilled('webgpu'),
]

/** The mishap of that name. Throws where there is none. */
export function faultOf(name: string): Fault {
  const found = faults.find((fault) => fault.name === name)
  if (found) return found
  throw new Error(`There is no fault named ${name}.`)
}
