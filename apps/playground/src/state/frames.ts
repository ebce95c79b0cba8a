import type { Frame, FrameRequest } from '../worker/protocol.ts'
import { isRunning, state } from './state.ts'
import { trainer } from './trainer-client.ts'

/** How many of the things in view want each part of a frame. */
const wanted = new Map<keyof FrameRequest, number>()

/** Something that shows a part of a frame is in view until the function that is returned is called. */
export function want(part: keyof FrameRequest): () => void {
  const change = (by: number): void => {
    wanted.set(part, (wanted.get(part) ?? 0) + by)
    requestFrame()
  }
  change(1)
  return () => change(-1)
}

const isWanted = (part: keyof FrameRequest): boolean => (wanted.get(part) ?? 0) > 0

/** Whether the frame that is shown is no longer how things are. */
let isStale = false
let isFollowing = false

/** Has a frame drawn soon: whoever changes something calls it. While training runs, frames follow one another by themselves. */
export function requestFrame(): void {
  isStale = true
  if (!isFollowing) void follow()
}

/** Draws a frame, and asks for the next meanwhile, until nothing changes any more. */
async function follow(): Promise<void> {
  isFollowing = true
  try {
    while (isStale || isRunning.value) {
      isStale = false
      const run = state.run.value
      if (!run) break
      const asked = performance.now()
      const frame = await askForFrame()
      const took = performance.now() - asked
      await nextRepaint()
      if (frame && state.run.value === run) show(frame)
      // Where pictures are slow, training gets as much time as they.
      if (took > LONG && isRunning.value) await delay(took)
    }
  } finally {
    isFollowing = false
  }
}

/** How long the first one takes to come is measured. */
function show(frame: Frame): void {
  state.frame.value = frame
  if (performance.getEntriesByName(FIRST_FRAME).length === 0) performance.mark(FIRST_FRAME)
}

/** The page's own mark in its timeline. */
const FIRST_FRAME = 'first-frame'

/** Milliseconds: a frame of a page that runs smoothly, and the worker's own pause. */
const LONG = 30

/** The run may be given up meanwhile: then there is no frame, and whoever gave it up asks for another. */
async function askForFrame(): Promise<Frame | undefined> {
  try {
    return await trainer.frame({
      surface: isWanted('surface'),
      neurons: isWanted('neurons'),
      histograms: isWanted('histograms'),
      misread: isWanted('misread'),
    })
  } catch {
    return undefined
  }
}

/** A page in the background is not drawn: it waits until it is seen again. */
function nextRepaint(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  requestAnimationFrame(() => resolve())
  return promise
}

function delay(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, milliseconds)
  return promise
}
