import { ieee754 } from '@bilayer/core'
import { Parser, type Result } from 'tap-parser'
import { expect, test } from 'vitest'
import { reportOf } from '../result.ts'
import { suiteVersion } from '../suite-version.ts'
import { tapReport } from './index.ts'

const common = { op: 'matmul', level: 'core' } as const

const subject = {
  backend: 'mine # 1',
  level: 'core',
  info: { device: 'a device' },
  numerics: ieee754,
  seed: 7,
} as const

const report = reportOf(subject, [
  {
    ...common,
    title: String.raw`is right \ always`,
    status: 'passed',
    milliseconds: 1.5,
    errorShare: 0.4142,
  },
  {
    ...common,
    title: 'is\nexact',
    status: 'failed',
    reason: 'a < b: "c"\n  ...\nnot ok 7',
    milliseconds: 2,
  },
  { ...common, title: 'is fast', status: 'skipped', reason: 'no clock # here', milliseconds: 0 },
  { ...common, title: 'is cold', status: 'not run', reason: 'the run was stopped', milliseconds: 0 },
])

/** What a parser makes of TAP: its points, and how many there are of each kind. */
function parse(tap: string) {
  const parser = new Parser({ strict: true })
  const points: Result[] = []
  parser.on('assert', (point: Result) => {
    points.push(point)
  })
  parser.end(tap)
  const { count, pass, fail, skip } = parser.results ?? {}
  const errors = parser.failures.filter((each) => 'tapError' in each && each.tapError !== null)
  return { points, counts: { count, pass, fail, skip }, errors }
}

test('tapReport is read as it was meant, whatever a name or a reason holds', () => {
  const { points, counts, errors } = parse(tapReport(report))
  expect(errors).toEqual([])
  expect(counts).toEqual({ count: 4, pass: 3, fail: 1, skip: 2 })
  expect(points).toMatchObject([
    {
      ok: true,
      name: String.raw`mine # 1 › matmul › is right \ always`,
      time: 1.5,
      diag: { error_share: 0.4142 },
    },
    { ok: false, name: 'mine # 1 › matmul › is exact', diag: { message: 'a < b: "c"\n  ...\nnot ok 7' } },
    { ok: true, name: 'mine # 1 › matmul › is fast', skip: 'no clock # here' },
    { ok: true, name: 'mine # 1 › matmul › is cold', skip: 'not run: the run was stopped' },
  ])
})

test('tapReport names the suite', () => {
  expect(tapReport(report)).toContain(`\n# mine # 1: suite ${suiteVersion}\n`)
})

test('tapReport of several backends has the cases of all, and one of what was not tested', () => {
  const { points, counts } = parse(tapReport([report, { backend: 'gone', reason: 'no device' }]))
  expect(counts).toMatchObject({ count: 5, fail: 1 })
  expect(points[4]).toMatchObject({
    name: 'gone › provider › makes a backend',
    skip: 'not run: no device',
  })
})
