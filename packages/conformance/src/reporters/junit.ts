import { encodeXML } from 'entities'
import type { CaseResult, Report } from '../result.ts'

/** The report as JUnit XML, which continuous-integration services read. It knows no cases that were not run: they are skipped. */
export function junitReport({ backend, results, failed, skipped, notRun }: Report): string {
  const counts = `tests="${results.length}" failures="${failed}" skipped="${skipped + notRun}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(backend)}" ${counts} time="${seconds(total(results))}">`,
    ...results.map((result) => testcase(backend, result)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testcase(backend: string, result: CaseResult): string {
  const { op, title, milliseconds } = result
  const name = `classname="${escaped(`${backend}.${op}`)}" name="${escaped(title)}"`
  return `    <testcase ${name} time="${seconds(milliseconds)}">${outcome(result)}</testcase>`
}

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

const total = (results: readonly CaseResult[]): number =>
  results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
