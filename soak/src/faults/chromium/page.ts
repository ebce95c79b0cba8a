import { gpuJs } from '@bilayer/backend-gpu-js'
import type { Backend } from '@bilayer/core'
import { trainEndlessly } from '../endless-training.ts'
import type { Strike } from '../fault.ts'
import { goOnElsewhere } from '../go-on.ts'
import { errorStrike, failureOf } from '../settle.ts'

/** What the page offers to whoever opened it. */
export interface Page {
  /** Starts to train on the graphics device. */
  readonly train: () => Promise<void>
  /** What comes of the training from now on. */
  readonly outcome: () => Promise<Strike>
  /** The same, once its context has been taken away, as a device that is reset does. */
  readonly loseContext: () => Promise<Strike>
}

let context: WebGL2RenderingContext | undefined
let training: Promise<void> | undefined

// The backend keeps its context to itself.
// oxlint-disable-next-line typescript/unbound-method -- it is applied to the canvas that it was called on
OffscreenCanvas.prototype.getContext = new Proxy(OffscreenCanvas.prototype.getContext, {
  apply: (target, canvas, request: Parameters<OffscreenCanvas['getContext']>) => {
    const opened = Reflect.apply(target, canvas, request)
    if (opened instanceof WebGL2RenderingContext) context = opened
    return opened
  },
})

const page: Page = {
  train: async () => {
    training = trainOn(await gpuJs({ mode: 'webgl2' }))
    // `outcome` awaits it; until then a failure must not count as unhandled.
    training.catch(() => {})
  },
  outcome,
  loseContext: () => {
    context?.getExtension('WEBGL_lose_context')?.loseContext()
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
