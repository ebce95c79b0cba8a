import { gpuJs } from '@bilayer/backend-gpu-js'
import { webgpu } from '@bilayer/backend-webgpu'
import type { Backend } from '@bilayer/core'
import { trainEndlessly } from '../endless-training.ts'
import type { Strike } from '../fault.ts'
import { goOnElsewhere } from '../go-on.ts'
import { errorStrike, failureOf } from '../settle.ts'

const backends = { 'gpu-js': () => gpuJs({ mode: 'webgl2' }), webgpu: () => webgpu() } as const

/** The backends that a page trains on. */
export type PageSubject = keyof typeof backends

/** What the page offers to whoever opened it. */
export interface Page {
  /** Starts to train on the graphics device. */
  readonly train: (subject: PageSubject) => Promise<void>
  /** What comes of the training from now on. */
  readonly outcome: () => Promise<Strike>
  /** The same, once its device has been taken away. */
  readonly loseDevice: () => Promise<Strike>
}

/** Takes away the device that was opened last, as a driver that is reset does. */
let lose = (): void => {}
let training: Promise<void> | undefined

// A backend keeps its device to itself.
// oxlint-disable-next-line typescript/unbound-method -- it is applied to the canvas that it was called on
OffscreenCanvas.prototype.getContext = new Proxy(OffscreenCanvas.prototype.getContext, {
  apply: (target, canvas, request: Parameters<OffscreenCanvas['getContext']>) => {
    const opened = Reflect.apply(target, canvas, request)
    if (opened instanceof WebGL2RenderingContext) {
      lose = () => opened.getExtension('WEBGL_lose_context')?.loseContext()
    }
    return opened
  },
})
// oxlint-disable-next-line typescript/unbound-method -- it is applied to the adapter that it was called on
GPUAdapter.prototype.requestDevice = new Proxy(GPUAdapter.prototype.requestDevice, {
  apply: async (target, adapter, request: Parameters<GPUAdapter['requestDevice']>) => {
    const opened = await Reflect.apply(target, adapter, request)
    lose = () => opened.destroy()
    return opened
  },
})

const page: Page = {
  train: async (subject) => {
    training = trainOn(await backends[subject]())
    // `outcome` awaits it; until then a failure must not count as unhandled.
    training.catch(() => {})
  },
  outcome,
  loseDevice: () => {
    lose()
    return outcome()
  },
}

async function trainOn(opened: Backend): Promise<void> {
  await using backend = opened
  await trainEndlessly(backend)
}

async function outcome(): Promise<Strike> {
  if (!training) throw new Error('Nothing is being trained.')
  return errorStrike(await failureOf(training, performance.now()), await goOnElsewhere())
}

Object.assign(globalThis, { page })
