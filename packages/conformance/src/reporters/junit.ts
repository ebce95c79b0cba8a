import { encodeXML } from 'entities'
import type { CaseResult, Report, Reported, Untested } from '../result.ts'
import { splitReported, totals, untestedRow } from './reported.ts'

/**
 * The report as JUnit XML, which continuous-integration services read: a suite for each backend. It knows no cases that were
 * not run: they are skipped, as is the one case of a backend that was not tested.
 */
export function junitReport(reported: Reported): string {
  const { reports, untested } = splitReported(reported)
  const { passed, failed, skipped, notRun } = totals(reports)
  const skips = skipped + notRun + untested.length
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts(passed + failed + skips, failed, skips)}>`,
    ...reports.flatMap(testsuite),
    ...untested.flatMap(untestedSuite),
    '</testsuites>',
    '',
  ].join('\n')
}

function testsuite({ backend, suite, results, failed, skipped, notRun }: Report): string[] {
  const time = seconds(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  return [
    `  <testsuite name="${escaped(backend)}" ${counts(results.length, failed, skipped + notRun)} time="${time}">`,
    `    ${properties({ suite })}`,
    ...results.map((result) => testcase(backend, result)),
    '  </testsuite>',
  ]
}

function untestedSuite({ backend, reason }: Untested): string[] {
  return [
    `  <testsuite name="${escaped(backend)}" ${counts(1, 0, 1)} time="${seconds(0)}">`,
    testcase(backend, untestedRow(reason)),
    '  </testsuite>',
  ]
}

const counts = (tests: number, failures: number, skips: number): string =>
  `tests="${tests}" failures="${failures}" skipped="${skips}"`

function testcase(backend: string, result: CaseResult): string {
  const { op, title, milliseconds, errorShare } = result
  const closeness = errorShare === undefined ? '' : properties({ errorShare })
  const name = `classname="${escaped(`${backend}.${op}`)}" name="${escaped(title)}"`
  return `    <testcase ${name} time="${seconds(milliseconds)}">${closeness}${outcome(result)}</testcase>`
}

const properties = (all: Readonly<Record<string, string | number>>): string =>
  `<properties>${Object.entries(all)
    .map(([name, value]) => `<property name="${name}" value="${value}"/>`)
    .join('')}</properties>`

function outcome({ status, reason = '' }: CaseResult): string {
  if (status === 'passed') return ''
  const text = status === 'not run' ? `not run: ${reason}` : reason
  const element = status === 'failed' ? 'failure' : 'skipped'
  const [summary] = text.split('\n')
  return `<${element} message="${escaped(summary)}">${escaped(text)}</${element}>`
}

/** Text for an attribute or an element; XML 1.0 has no way to write control characters and what is no character. */
const escaped = (text: string): string =>
  encodeXML(text.replaceAll(/[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n\r]]/gv, ' '))

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)
