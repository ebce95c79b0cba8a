import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import type { Matrix, Proof } from '../matrix.ts'
import { matrixPage } from './matrix-page.ts'

const proof: Proof = {
  backend: 'fast',
  runtime: 'node',
  suite: '1.0.0',
  level: 'extended',
  device: 'a <device>',
  seed: 1,
  passed: 3,
  failed: 0,
  skipped: 1,
  notRun: 0,
  operations: [
    { op: 'matmul', passed: 3, failed: 0, skipped: 0, notRun: 0, errorShare: 0.25 },
    { op: 'log', passed: 0, failed: 0, skipped: 1, notRun: 0 },
  ],
  skips: [{ op: 'log', reason: 'it <declares> so', cases: 1 }],
  failures: [],
}

const wrong: Proof = {
  ...proof,
  runtime: 'browser',
  passed: 2,
  failed: 1,
  failures: [{ name: 'matmul › is right', reason: 'element <0> is 1' }],
}

const matrix: Matrix = {
  machine: { processor: 'P', cores: 2, memory: '1 GiB', system: 'linux', node: 'v1' },
  only: '',
  runtimes: [
    { name: 'node', title: 'Node.js', date: '2026-01-02', version: '1.2.3' },
    { name: 'browser', title: 'Browser', date: '2026-01-02', version: '4.5.6' },
    { name: 'gone', title: 'Gone', date: '2026-01-03' },
  ],
  backends: ['fast', 'slow'],
  entries: [
    proof,
    wrong,
    { backend: 'fast', runtime: 'gone', reason: 'no <such> thing' },
    ...['node', 'browser', 'gone'].map((runtime) => ({ backend: 'slow', runtime, reason: 'no device' })),
  ],
}

const { document } = parseHTML(matrixPage(matrix))
const textsOf = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())

test('every table has a caption, and every row and column a head', () => {
  const tables = [...document.querySelectorAll('table')]
  expect(tables).toHaveLength(2)
  for (const table of tables) {
    expect(table.querySelector('caption')?.textContent).not.toBe('')
    expect(table.querySelectorAll('thead th:not([scope=col])')).toHaveLength(0)
    for (const row of table.querySelectorAll('tbody tr')) {
      expect(row.querySelector('th')?.getAttribute('scope')).toBe('row')
    }
  }
})

test('every backend has a cell in every runtime, with its counts or the way to the reason', () => {
  const [overview] = document.querySelectorAll('table')
  const rows = [...overview.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent.trim()),
  )
  expect(rows).toEqual([
    ['fast', '3 passed, 1 skipped', '2 passed, 1 failed, 1 skipped', 'not tested'],
    ['slow', 'not tested', 'not tested', 'not tested'],
  ])
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    expect(document.querySelector(link.getAttribute('href') ?? '')).not.toBeNull()
  }
})

test('operations tell their counts and how near they came to the bound', () => {
  expect(textsOf('#fast ~ .table td').slice(0, 2)).toEqual(['3 of 3, 25%', '3 of 3, 25%'])
})

test('reasons stand once for what they hold for, escaped', () => {
  const page = matrixPage(matrix)
  expect(page).toContain('<li>it &lt;declares&gt; so: <code>log</code>, in Node.js, Browser')
  expect(page).toContain('<li><b>Gone</b>: no &lt;such&gt; thing')
  expect(page).toContain('<code>matmul › is right</code><pre>element &lt;0&gt; is 1</pre>')
  expect(page).not.toMatch(/<declares>|<device>|<such>/u)
})

test('the page needs nothing from elsewhere', () => {
  expect(matrixPage(matrix)).not.toMatch(/\bsrc=|href="(?!#|matrix\.json)|url\(|@import|<script/u)
})

test('a failure anywhere is told at the top', () => {
  expect(document.querySelector('header')?.className).toBe('failed')
  expect(textsOf('.badge title')).toEqual([
    'bilayer conformance 1.0.0: 1 failed or not run',
    'bilayer conformance: not tested',
  ])
})
