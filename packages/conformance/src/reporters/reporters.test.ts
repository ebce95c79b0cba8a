import { ieee754 } from '@bilayer/core'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { Report } from '../run.ts'
import { htmlReport, jsonReport, junitReport, terminalReport } from './index.ts'

/** What a parser makes of a `testcase` element. */
interface Testcase {
  readonly classname: string
  readonly name: string
  readonly failure?: { readonly message: string; readonly '#text': string }
  readonly skipped?: { readonly message: string }
}

const skip = { op: 'softmax', level: 'extended', status: 'skipped', milliseconds: 0 } as const

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
      reason: 'a < b & "c"\u0000\n<script>',
      milliseconds: 2,
    },
    ...['is right', 'is exact'].map((title) => ({ ...skip, title, reason: 'core level' })),
    { ...skip, title: 'is fast', reason: 'no clock' },
  ],
  passed: 1,
  failed: 1,
  skipped: 3,
}

test('terminalReport names failures and skips with their reasons', () => {
  expect(terminalReport(report)).toBe(`mine & <yours> (core level) on a "device"; seed 7

  ✗ matmul   1 of 2
  – softmax  0 of 3

Skipped
  – softmax, 2 cases: core level
  – softmax › is fast: no clock

Failed
  ✗ matmul › is exact
      a < b & "c"\u0000
      <script>

1 passed, 1 failed, 3 skipped
`)
})

test('jsonReport holds the whole report', () => {
  expect(JSON.parse(jsonReport(report))).toEqual(report)
})

test('junitReport escapes whatever a reason holds', () => {
  const xml = junitReport(report)
  expect(xml).not.toContain('\u0000')
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })
  const { testsuites } = parser.parse(xml) as {
    testsuites: {
      testsuite: { name: string; failures: string; skipped: string; testcase: Testcase[] }
    }
  }
  expect(testsuites.testsuite).toMatchObject({ name: 'mine & <yours>', failures: '1', skipped: '3' })
  const [passed, failed, skipped] = testsuites.testsuite.testcase
  expect(passed).toMatchObject({ classname: 'mine & <yours>.matmul', name: 'is right' })
  expect(failed.failure?.message).toBe('a < b & "c"')
  expect(failed.failure?.['#text']).toContain('<script>')
  expect(skipped.skipped?.message).toBe('core level')
})

test('htmlReport escapes all that it shows', () => {
  const page = htmlReport(report)
  expect(page).toContain('mine &amp; &lt;yours&gt; <em>does not conform</em>')
  expect(page).toContain('a "device"'.replaceAll('"', '&quot;'))
  expect(page).toContain('a &lt; b &amp;')
  expect(page).not.toContain('<yours>')
  expect(page).not.toContain('<script')
})

test('htmlReport opens what failed, folds the rest, and needs nothing from elsewhere', () => {
  const page = htmlReport(report)
  expect(page).toContain('<details open>\n<summary class="failed"><code>matmul</code><span>1 of 2</span>')
  expect(page).toContain('<details>\n<summary class="skipped"><code>softmax</code><span>0 of 3</span>')
  expect(page).not.toMatch(/\b(?:src|href)=|url\(|@import/u)
})
