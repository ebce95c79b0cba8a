import { ieee754 } from '@bilayer/core'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { Report } from '../run.ts'
import { htmlReport, jsonReport, junitReport, terminalReport } from './index.ts'

const report: Report = {
  backend: 'mine & <yours>',
  level: 'core',
  info: { device: 'a "device"' },
  numerics: ieee754,
  seed: 7,
  results: [
    { op: 'matmul', title: 'is right', level: 'core', status: 'passed', milliseconds: 1 },
    {
      op: 'matmul',
      title: 'is exact',
      level: 'core',
      status: 'failed',
      reason: 'a < b & "c"\u0000',
      milliseconds: 2,
    },
    {
      op: 'softmax',
      title: 'is right',
      level: 'extended',
      status: 'skipped',
      reason: 'core level',
      milliseconds: 0,
    },
  ],
  passed: 1,
  failed: 1,
  skipped: 1,
}

test('terminalReport names failures and skips with their reasons', () => {
  expect(terminalReport(report)).toBe(`mine & <yours> (core level) on a "device"; seed 7

  ✗ matmul   1 of 2
  ✓ softmax  0 of 1

Skipped
  – softmax › is right
      core level

Failed
  ✗ matmul › is exact
      a < b & "c"\u0000

1 passed, 1 failed, 1 skipped
`)
})

test('jsonReport holds the whole report', () => {
  expect(JSON.parse(jsonReport(report))).toEqual(report)
})

test('junitReport escapes whatever a reason holds', () => {
  const xml = junitReport(report)
  const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml) as {
    testsuites: {
      testsuite: { name: string; failures: string; testcase: { failure?: { message: string } }[] }
    }
  }
  expect(testsuites.testsuite).toMatchObject({ name: 'mine & <yours>', failures: '1' })
  expect(testsuites.testsuite.testcase[1].failure?.message).toBe('a < b & "c"')
})

test('htmlReport escapes what it shows and opens what failed', () => {
  const page = htmlReport(report)
  expect(page).toContain('mine &amp; &lt;yours&gt; does not conform')
  expect(page).toContain('<pre>a &lt; b &amp;')
  expect(page).toContain('<details open>\n<summary class="failed"><code>matmul</code> 1 of 2 failed')
  expect(page).not.toContain('<yours>')
})
