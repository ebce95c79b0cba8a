import { encodeXML } from 'entities'
import type { CaseResult } from '../bench.ts'
import type { Report } from '../run.ts'

/** The report as JUnit XML, which continuous-integration services read. */
export function junitReport({ backend, results, failed, skipped }: Report): string {
  const counts = `tests="${results.length}" failures="${failed}" skipped="${skipped}"`
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

function testcase(backend: string, { op, title, status, reason = '', milliseconds }: CaseResult): string {
  const element = status === 'failed' ? 'failure' : 'skipped'
  const [summary] = reason.split('\n')
  const outcome =
    status === 'passed' ? '' : `<${element} message="${escaped(summary)}">${escaped(reason)}</${element}>`
  const name = `classname="${escaped(`${backend}.${op}`)}" name="${escaped(title)}"`
  return `    <testcase ${name} time="${seconds(milliseconds)}">${outcome}</testcase>`
}

/** Text for an attribute or an element; XML 1.0 has no way to write control characters and what is no character. */
const escaped = (text: string): string =>
  encodeXML(text.replaceAll(/[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n\r]]/gv, ' '))

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

const total = (results: readonly CaseResult[]): number =>
  results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
