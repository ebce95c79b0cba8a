import { batch } from '@preact/signals'
import type { Frame, FrameRequest, RunFacts } from '../worker/protocol.ts'
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

/** Draws a frame, and has the next made meanwhile, until nothing changes any more. */
async function follow(): Promise<void> {
  isFollowing = true
  let next: Promise<Arrival> | undefined
  let sinceDetails = 0
  try {
    while ((isStale || isRunning.value) && state.run.value) {
      // What was asked for before the change does not show it.
      const coming = isStale ? undefined : next
      isStale = false
      const { frame, run, isDetailed } = await (coming ?? arrival(true))
      sinceDetails = isDetailed ? 0 : sinceDetails + 1
      const cost = frame?.cost ?? 0
      const isDear = cost > DEAR
      next = isRunning.value && !isDear ? arrival(sinceDetails + 1 === DETAILS_EVERY) : undefined
      await nextRepaint()
      if (frame && state.run.value === run) show(frame, isDetailed)
      // Where pictures are slow, training gets as much time as they.
      if (isDear && isRunning.value) await delay(cost)
    }
  } finally {
    isFollowing = false
  }
}

/** A frame, if its run was not given up meanwhile. */
interface Arrival {
  readonly frame: Frame | undefined
  readonly run: RunFacts | undefined
  readonly isDetailed: boolean
}

async function arrival(isDetailed: boolean): Promise<Arrival> {
  const run = state.run.value
  return { frame: await askForFrame(isDetailed), run, isDetailed }
}

/** How long the first one takes to come is measured. */
function show(frame: Frame, isDetailed: boolean): void {
  batch(() => {
    state.frame.value = frame
    if (isDetailed) state.detailed.value = frame
  })
  if (performance.getEntriesByName(FIRST_FRAME).length === 0) performance.mark(FIRST_FRAME)
}

/** The page's own mark in its timeline. */
const FIRST_FRAME = 'first-frame'

/** While training runs, the network, the curves and the histograms are drawn every so many frames: they take longer than the rest. */
const DETAILS_EVERY = 4

/** Milliseconds of the worker: two frames of a page that runs smoothly. */
const DEAR = 30

/** The run may be given up meanwhile: then there is no frame, and whoever gave it up asks for another. */
async function askForFrame(isDetailed: boolean): Promise<Frame | undefined> {
  try {
    return await trainer.frame({
      surface: isWanted('surface'),
      neurons: isDetailed && isWanted('neurons'),
      histograms: isDetailed && isWanted('histograms'),
      misread: isDetailed && isWanted('misread'),
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
