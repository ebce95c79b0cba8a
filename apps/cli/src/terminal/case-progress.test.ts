import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCaseProgress } from './case-progress.ts'

beforeEach(() => vi.stubEnv('TERM', 'xterm'))
afterEach(() => vi.unstubAllEnvs())

/** What is written to a terminal, or to what is none, while cases are shown. */
function shown(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 })
  using progress = createCaseProgress(stream as unknown as NodeJS.WriteStream)
  progress.show('relu › cuts off below 0, in words that go beyond the end of the line', 1, 4)
  progress[Symbol.dispose]()
  return String(stream.read() ?? '')
}

test('a bar shows the case at hand, within the line, and is wiped away', () => {
  const text = shown(true)
  expect(text).toContain('░░░░░ 0 of 1  starts')
  expect(text).toContain('█░░░░ 1 of 4  relu › cuts off below 0, in words that go beyo\u001B')
  expect(text).not.toContain('\n')
  expect(text.endsWith('\u001B[2K')).toBe(true)
})

test('elsewhere nothing is shown', () => {
  expect(shown(false)).toBe('')
})
