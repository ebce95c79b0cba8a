import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameRate, waitForFrames } from './frame-rate.ts'
import { mainThreadTasks } from './main-thread.ts'
import {
  backends,
  backendSwitch,
  type Playground,
  press,
  startPlayground,
  waitForReading,
} from './open-page.ts'

/** Milliseconds: a task that takes longer is felt. */
const LONGEST_TASK = 50

let playground: Playground

beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground[Symbol.asyncDispose]())

test.each(backends)('no task of the page’s main thread takes 50 ms while %s trains', async (backend) => {
  const page = await playground.open(`backend=${backend}&data=spirals&hidden=16-16&epochs=10000`)
  await backendSwitch(page, backend)
  const tasks = await mainThreadTasks(page, async () => {
    await press(page, 'Start')
    await waitForFrames(page, 30)
  })
  expect(tasks.length).toBeGreaterThan(20)
  expect(Math.max(...tasks)).toBeLessThan(LONGEST_TASK)
  await page.close()
})

test('nor while digits are learnt and drawn', async () => {
  const page = await playground.open(
    'data=digits&samples=2000&hidden=64&activation=relu&batch=64&epochs=1000',
  )
  const tasks = await mainThreadTasks(page, async () => {
    await press(page, 'Start')
    await waitForReading(page, 'epoch', 1)
    const box = await page.getByRole('application').boundingBox()
    if (!box) throw new Error('There is no pad to draw on.')
    await page.mouse.move(box.x + 80, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + 90, box.y + 130, { steps: 20 })
    await page.mouse.up()
    await waitForReading(page, 'epoch', 3)
  })
  expect(Math.max(...tasks)).toBeLessThan(LONGEST_TASK)
  await page.close()
})

test('the main thread has time for sixty frames in a second', async () => {
  const page = await playground.open('backend=cpu-js&data=spirals&hidden=16-16&epochs=10000')
  await backendSwitch(page, 'cpu-js')
  await press(page, 'Start')
  await waitForReading(page, 'step', 60)
  // The time that the thread itself ran, whatever else the machine does.
  const { cost } = await frameRate(page, 3000)
  expect(cost).toBeLessThan(1000 / 60)
  await page.close()
})
