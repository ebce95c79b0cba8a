import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pace } from './pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A training that takes steps as it may, until it has taken so many. */
function train(pace: Pace, most: number) {
  const training = { steps: 0, waits: 0 }
  const takeSteps = async (): Promise<void> => {
    while (training.steps < most) {
      await pace.next(() => {
        training.waits++
      })
      training.steps++
    }
  }
  void takeSteps()
  return training
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(1000 * count)

test.each([1, 5, 20, 100])('at %d steps a second so many are taken in each', async (speed) => {
  const pace = new Pace()
  pace.setSpeed(speed)
  const training = train(pace, Infinity)
  pace.allow(Infinity)
  // The first is taken at once.
  for (const second of [1, 2, 3]) {
    await seconds(1)
    expect(training.steps).toBe(1 + second * speed)
  }
  expect(training.waits).toBe(1)
})

test('at full speed no step waits for the time', async () => {
  const pace = new Pace()
  pace.setSpeed(Infinity)
  pace.allow(Infinity)
  const training = train(pace, 1000)
  await seconds(0)
  expect(training).toEqual({ steps: 1000, waits: 0 })
})

test('another speed counts at once, without the rest of the wait before', async () => {
  const pace = new Pace()
  pace.setSpeed(1)
  pace.allow(Infinity)
  const training = train(pace, Infinity)
  await seconds(0.1)
  expect(training.steps).toBe(1)
  pace.setSpeed(100)
  await seconds(0.1)
  expect(training.steps).toBe(12)
})

test('so many steps are taken as are allowed, and none while it is stopped', async () => {
  const pace = new Pace()
  pace.setSpeed(100)
  const training = train(pace, Infinity)
  await seconds(1)
  expect(training).toEqual({ steps: 0, waits: 1 })
  pace.allow(3)
  await seconds(1)
  expect(training).toEqual({ steps: 3, waits: 2 })
  pace.allow(Infinity)
  await seconds(0.05)
  pace.stop()
  const { steps } = training
  await seconds(1)
  expect(training.steps).toBe(steps)
})
