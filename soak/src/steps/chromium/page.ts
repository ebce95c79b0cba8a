import { gpuJs } from '@bilayer/backend-gpu-js'
import { webgpu } from '@bilayer/backend-webgpu'
import type { ExtendedBackend, MemoryUse } from '@bilayer/core'
import { type Trainer, trainingOf } from '../training.ts'

const backends = { 'gpu-js': () => gpuJs({ mode: 'webgl2' }), webgpu: () => webgpu() } as const

/** The backends that a page is opened for. */
export type PageSubject = keyof typeof backends

/** What the page offers to whoever opened it. */
export interface Page {
  /** Starts a training, and tells the device. */
  readonly start: (subject: PageSubject, training: string) => Promise<string>
  /** Takes at least so many steps more, and tells how many. */
  readonly train: (steps: number) => Promise<number>
  readonly memory: () => MemoryUse
}

let running: { readonly backend: ExtendedBackend; readonly trainer: Trainer } | undefined

function current(): NonNullable<typeof running> {
  if (running) return running
  throw new Error('Nothing was started.')
}

const page: Page = {
  start: async (subject, training) => {
    const backend = await backends[subject]()
    running = { backend, trainer: trainingOf(training).start(backend) }
    return backend.info.device
  },
  train: (steps) => current().trainer.train(steps),
  memory: () => current().backend.memory(),
}

Object.assign(globalThis, { page })
