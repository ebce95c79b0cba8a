import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBreather } from './breathe.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The clock stands at `time` from now on. */
const at = (time: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: time })
}

test('the thread is held for 8 milliseconds, then other tasks have their turn, and the time counts anew', async () => {
  const waiting: (() => void)[] = []
  vi.stubGlobal('setImmediate', (callback: () => void) => waiting.push(callback))
  at(100)
  const breathe = createBreather()
  at(107)
  await breathe()
  expect(waiting).toHaveLength(0)

  at(108)
  const breath = breathe()
  expect(waiting).toHaveLength(1)
  at(150)
  waiting[0]()
  await breath

  at(157)
  await breathe()
  expect(waiting).toHaveLength(1)
  at(158)
  void breathe()
  expect(waiting).toHaveLength(2)
})

describe('other tasks have their turn', () => {
  /** What a breather calls where the host has none of `missing`. */
  async function breatheWithout(...missing: string[]): Promise<void> {
    for (const name of missing) vi.stubGlobal(name, null)
    at(0)
    const breathe = createBreather()
    at(8)
    await breathe()
  }

  test('by a message where the host has no setImmediate, and its ports are closed', async () => {
    const close = vi.spyOn(MessagePort.prototype, 'close')
    await breatheWithout('setImmediate', 'setTimeout')
    expect(close).toHaveBeenCalledTimes(1)
  })

  test('by a timer where the host has no messages', async () => {
    const timer = vi.spyOn(globalThis, 'setTimeout')
    await breatheWithout('setImmediate', 'MessageChannel')
    expect(timer).toHaveBeenCalledTimes(1)
  })

  test('never where the host has no such means', async () => {
    await expect(breatheWithout('setImmediate', 'MessageChannel', 'setTimeout')).resolves.toBeUndefined()
  })
})
