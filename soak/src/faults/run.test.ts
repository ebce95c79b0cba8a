import { describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { summed } from './run.ts'
import { faultsHold, faultsReport } from './report.ts'

const [fault] = faults

describe('a series', () => {
  test('counts what came of each time, and keeps the longest', () => {
    const series = summed(fault, [
      { outcome: 'error', milliseconds: 3, wrong: [] },
      { outcome: 'whole file', milliseconds: 7, wrong: [] },
      { outcome: 'error', wrong: [] },
    ])
    expect(series).toMatchObject({ times: 3, errors: 2, wholeFiles: 1, longest: 7, wrongTimes: 0, wrong: [] })
    expect(faultsHold({ seed: 1, series: [series], unavailable: [] })).toBe(true)
  })

  test('says once what went wrong often', () => {
    const series = summed(fault, [
      { outcome: 'error', wrong: ['a', 'b'] },
      { outcome: 'error', wrong: ['a'] },
      { outcome: 'error', wrong: [] },
    ])
    expect(series).toMatchObject({ times: 3, wrongTimes: 2, wrong: ['a', 'b'] })
    expect(faultsHold({ seed: 1, series: [series], unavailable: [] })).toBe(false)
    expect(faultsReport({ seed: 1, series: [series], unavailable: [] })).toContain(`${fault.name}: b`)
  })

  test('in which a user waits longer than a second does not hold', () => {
    const series = summed(fault, [{ outcome: 'error', milliseconds: 1001, wrong: [] }])
    expect(faultsHold({ seed: 1, series: [series], unavailable: [] })).toBe(false)
    expect(faultsReport({ seed: 1, series: [series], unavailable: [] })).toContain('**1001 ms**')
  })
})

test('what could not be brought about is told, and does not hold', () => {
  const found = { seed: 1, series: [], unavailable: [{ fault: 'saving-on-full-disk', reason: 'no rights' }] }
  expect(faultsHold(found)).toBe(false)
  expect(faultsReport(found)).toContain('saving-on-full-disk was not tried: no rights')
})
