import type { Page } from 'playwright'
import { mainThreadTasks } from './main-thread.ts'

/** How smoothly a page trains. */
export interface FrameRate {
  /** Frames with new numbers in a second. */
  readonly frames: number
  /** Milliseconds that the main thread worked for each of them. Time in which something else had the processor is not counted. */
  readonly cost: number
}

/** Counts the frames of the playground, while it trains, for so many milliseconds. */
export async function frameRate(page: Page, milliseconds: number): Promise<FrameRate> {
  let [frames, seconds] = [0, 0]
  const tasks = await mainThreadTasks(page, async () => {
    ;[frames, seconds] = await page.evaluate(countFrames, milliseconds)
  })
  return { frames: frames / seconds, cost: tasks.reduce((sum, task) => sum + task, 0) / frames }
}

/** Waits until the page, while it trains, has drawn so many frames with new numbers. */
export const waitForFrames = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (most) => {
    const step = document.querySelector('#step')
    if (!step) throw new Error('The page shows no step.')
    const { promise: drawn, resolve } = Promise.withResolvers<void>()
    let frames = 0
    const observer = new MutationObserver(() => {
      frames++
      if (frames === most) resolve()
    })
    observer.observe(step, { attributeFilter: ['value'] })
    await drawn
    observer.disconnect()
  }, count)

/** In the page: the numbers change once in a frame, before it is painted. Returns how often they did, and in how many seconds. */
async function countFrames(milliseconds: number): Promise<[frames: number, seconds: number]> {
  const step = document.querySelector('#step')
  if (!step) throw new Error('The page shows no step.')
  let frames = 0
  const observer = new MutationObserver(() => {
    frames++
  })
  observer.observe(step, { attributeFilter: ['value'] })
  const began = performance.now()
  const { promise: end, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, milliseconds)
  await end
  observer.disconnect()
  return [frames, (performance.now() - began) / 1000]
}
