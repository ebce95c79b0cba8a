import { ieee754 } from '@bilayer/core'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { conformanceCases } from '../cases.ts'
import { type Reported, reportOf } from '../result.ts'
import { suiteVersion } from '../suite-version.ts'
import { badgeReport, countsLine, htmlReport, jsonReport, junitReport, terminalReport } from './index.ts'

/** What a parser makes of a `testcase` element. */
interface Testcase {
  readonly classname: string
  readonly name: string
  readonly failure?: { readonly message: string; readonly '#text': string }
  readonly skipped?: { readonly message: string }
}

const skip = { op: 'softmax', level: 'extended', status: 'skipped', milliseconds: 0 } as const

const subject = {
  backend: 'mine & <yours>',
  level: 'core',
  info: { device: 'a "device"' },
  numerics: ieee754,
  seed: 7,
} as const

const report = reportOf(subject, [
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
])

/** A run that was stopped before anything failed. */
const stopped = reportOf(subject, [
  { op: 'matmul', title: 'is right', level: 'core', status: 'passed', milliseconds: 1 },
  ...['is exact', 'is fast', 'is cold'].map((title, i) => ({
    op: i === 0 ? 'matmul' : 'relu',
    title,
    level: 'core' as const,
    status: 'not run' as const,
    reason: i === 0 ? 'it was stopped <here>' : 'the run was stopped',
    milliseconds: 0,
  })),
])

/** A provider that makes no backend. */
const absent = reportOf({ backend: 'mine.js', seed: 7 }, [
  {
    op: 'provider',
    title: 'makes a backend',
    level: 'core',
    status: 'failed',
    reason: 'create() gave undefined',
    milliseconds: 3,
  },
])

/** A case that passed, so near to its bound. */
const near = (errorShare: number) =>
  ({
    op: 'matmul',
    title: `takes ${errorShare}`,
    level: 'core',
    status: 'passed',
    milliseconds: 1,
    errorShare,
  }) as const

/** Errors that are allowed, and taken in part. */
const close = reportOf(subject, [near(0.25), near(0.4142), near(0.00318)])

test('terminalReport names failures and skips with their reasons', () => {
  expect(
    terminalReport(report),
  ).toBe(`mine & <yours> (core level) on a "device"; suite ${suiteVersion}, seed 7

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

test('terminalReport tells what was not run, once for each reason', () => {
  expect(
    terminalReport(stopped),
  ).toBe(`mine & <yours> (core level) on a "device"; suite ${suiteVersion}, seed 7

  · matmul  1 of 2, 1 not run
  · relu    2 not run

Not run
  · matmul › is exact: it was stopped <here>
  · 2 cases: the run was stopped

1 passed, 0 failed, 0 skipped, 3 not run
`)
})

test('terminalReport tells of a provider that makes no backend', () => {
  expect(terminalReport(absent)).toBe(`mine.js; suite ${suiteVersion}, seed 7

  ✗ provider  0 of 1

Failed
  ✗ provider › makes a backend
      create() gave undefined

0 passed, 1 failed, 0 skipped
`)
})

test('jsonReport holds the whole report', () => {
  for (const each of [report, stopped, absent]) expect(JSON.parse(jsonReport(each))).toEqual(each)
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

test('junitReport has cases that were not run as skipped, in words that say so', () => {
  const xml = junitReport(stopped)
  expect(xml).toContain('tests="4" failures="0" skipped="3"')
  expect(xml).toContain('<skipped message="not run: the run was stopped">')
})

test('htmlReport of a run that was stopped says neither that it conforms nor that it does not', () => {
  const page = htmlReport(stopped)
  expect(page).toContain('<em>was not tested to the end</em>')
  expect(page).toContain('<h3>2 cases</h3><pre>the run was stopped</pre>')
  expect(page).toContain('<pre>it was stopped &lt;here&gt;</pre>')
  expect(page).toContain('<li class="not-run"><b>3</b> not run')
  expect(page).not.toContain('What failed')
})

test('htmlReport of a provider that makes no backend shows no device', () => {
  const page = htmlReport(absent)
  expect(page).toContain('<em>does not conform</em>')
  expect(page).toContain('<pre>create() gave undefined</pre>')
  expect(page).not.toMatch(/Device|undefined\^|NaN and/u)
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

/** What came of three backends, one of which was not tested. */
const several: Reported = [
  report,
  { backend: 'gone & <lost>', reason: 'no "device"' },
  { ...stopped, backend: 'stopped' },
]

test('terminalReport of several backends is a table of operations and backends, then what was found on each', () => {
  expect(terminalReport(several)).toBe(`┌─────────┬────────────────┬─────────────────────┐
│         │ mine & <yours> │ stopped             │
├─────────┼────────────────┼─────────────────────┤
│ matmul  │ ✗ 1 of 2       │ · 1 of 2, 1 not run │
│ softmax │ – 0 of 3       │                     │
│ relu    │                │ · 2 not run         │
│ passed  │ 1              │ 1                   │
│ failed  │ 1              │ 0                   │
│ skipped │ 3              │ 0                   │
│ not run │ 0              │ 3                   │
└─────────┴────────────────┴─────────────────────┘

mine & <yours> (core level) on a "device"; suite ${suiteVersion}, seed 7

Skipped
  – softmax, 2 cases: core level
  – softmax › is fast: no clock

Failed
  ✗ matmul › is exact
      a < b & "c"\u0000
      <script>

stopped (core level) on a "device"; suite ${suiteVersion}, seed 7

Not run
  · matmul › is exact: it was stopped <here>
  · 2 cases: the run was stopped

gone & <lost> was not tested: no "device"

2 passed, 1 failed, 3 skipped, 3 not run, on 2 backends, 1 backend not tested
`)
})

test('terminalReport of several backends, none of which was tested, has no table', () => {
  expect(terminalReport([{ backend: 'gone', reason: 'no device' }])).toBe(
    'gone was not tested: no device\n\n0 passed, 0 failed, 0 skipped, on 0 backends, 1 backend not tested\n',
  )
})

test('countsLine of one backend does not count backends', () => {
  expect(countsLine(report)).toBe('1 passed, 1 failed, 3 skipped')
})

test('jsonReport of several backends is a list', () => {
  expect(JSON.parse(jsonReport(several))).toEqual(several)
})

test('junitReport of several backends has a suite for each, and counts all', () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })
  const { testsuites } = parser.parse(junitReport(several)) as {
    testsuites: { tests: string; failures: string; skipped: string; testsuite: Record<string, unknown>[] }
  }
  expect(testsuites).toMatchObject({ tests: '10', failures: '1', skipped: '7' })
  expect(testsuites.testsuite).toMatchObject([
    { name: 'mine & <yours>', tests: '5', failures: '1', skipped: '3' },
    { name: 'stopped', tests: '4', failures: '0', skipped: '3' },
    {
      name: 'gone & <lost>',
      tests: '1',
      skipped: '1',
      testcase: { classname: 'gone & <lost>.provider', skipped: { message: 'not run: no "device"' } },
    },
  ])
})

test('htmlReport of several backends has a table, each report, and what was not tested', () => {
  const page = htmlReport(several)
  expect(page).toContain('<title>3 backends</title>')
  expect(page).toContain('<th scope="col">mine &amp; &lt;yours&gt;<th scope="col">stopped')
  expect(page).toContain('<tr><th scope="row"><code>matmul</code><td class="failed">1 of 2')
  expect(page).toContain('<tr><th scope="row"><code>relu</code><td><td class="not-run">2 not run')
  expect(page).toContain('<h3>gone &amp; &lt;lost&gt;</h3><pre>no &quot;device&quot;</pre>')
  expect(page).toContain('mine &amp; &lt;yours&gt; <em>does not conform</em>')
  expect(page).toContain('stopped <em>was not tested to the end</em>')
  expect(page).not.toMatch(/<yours>|<lost>|<script|\b(?:src|href)=|url\(|@import/u)
})

test('every report names the suite, and how near errors came to their bounds', () => {
  expect(terminalReport(close)).toContain('  ✓ matmul  3 of 3, 41% of the bound\n')
  expect(terminalReport([close, stopped])).toContain('│ ✓ 3 of 3, 41% of the bound │')
  const page = htmlReport(close)
  expect(page).toContain(`<dt>Suite<dd>${suiteVersion}</div>`)
  expect(page).toContain('<span>3 of 3, 41% of the bound</span>')
  expect(page).toContain('<li class="passed">takes 0.00318 <small>0.32% of the bound</small>')
  const xml = junitReport(close)
  expect(xml).toContain(`<properties><property name="suite" value="${suiteVersion}"/></properties>`)
  expect(xml).toContain('<properties><property name="errorShare" value="0.4142"/></properties>')
})

const whole = (status: 'passed' | 'skipped') =>
  reportOf(
    subject,
    conformanceCases.map(({ op, title, level }, i) => ({
      op,
      title,
      level,
      status: i === 0 ? status : 'passed',
      milliseconds: 1,
    })),
  )

test.each<[string, Reported, string, string]>([
  ['the whole suite', whole('passed'), `${conformanceCases.length} passed`, '#1a7f37'],
  ['a skip', whole('skipped'), `${conformanceCases.length - 1} passed, 1 skipped`, '#1a7f37'],
  ['several', [whole('passed'), whole('passed')], `${2 * conformanceCases.length} passed`, '#1a7f37'],
  ['a part of it', close, '3 passed, of a part', '#5c6778'],
  [
    'a backend that was not tested beside one that was',
    [whole('passed'), { backend: 'gone', reason: 'no device' }],
    `${conformanceCases.length} passed, 1 backend not tested`,
    '#5c6778',
  ],
  ['a failure', [whole('passed'), report], '1 failed', '#b3261e'],
  ['a run that was stopped', stopped, '3 not run', '#5c6778'],
  ['nothing that was tested', [{ backend: 'gone', reason: 'no device' }], 'not tested', '#5c6778'],
])('badgeReport of %s says so', (_, reported, words, colour) => {
  const svg = badgeReport(reported)
  const { svg: image } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(svg) as {
    svg: { title: string; role: string; rect: { fill: string }[] }
  }
  const suite = words === 'not tested' ? '' : ` ${suiteVersion}`
  expect(image.title).toBe(`bilayer conformance${suite}: ${words}`)
  expect(image.role).toBe('img')
  expect(image.rect[1].fill).toBe(colour)
})
