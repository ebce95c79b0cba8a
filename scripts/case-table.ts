import { type Column, tableOf } from './table.ts'

/** A training that was recorded. */
interface Recorded {
  readonly title: string
  readonly command: string
  readonly network: string
  readonly score: string
}

const columns: readonly Column<Recorded>[] = [
  { head: 'data', cell: ({ title }) => title },
  { head: 'command', cell: ({ command }) => `\`${command}\`` },
  { head: 'network', cell: ({ network }) => network },
  { head: 'score', cell: ({ score }) => score },
]

/** What the trainings of `docs/cases.md` came to, as a table of Markdown: one row for each, with its score on rows that it never saw. */
export const caseTable = (cases: string): string => tableOf(columns, recordedIn(cases))

function recordedIn(cases: string): Recorded[] {
  const [, ...sections] = cases.split(/^## /mu)
  return sections.flatMap((section) => {
    const [title] = section.split('\n')
    return [...section.matchAll(/^\$ (?<command>bilayer train .*)\n(?<output>[^]*?)^```$/gmu)].map(
      ({ groups: { command, output } = {} }) => ({
        title,
        command,
        network: found(/^Network (?<value>[\d-]+)/mu, output),
        score: scoreIn(output),
      }),
    )
  })
}

const scoreIn = (output: string): string =>
  output.includes('\naccuracy ')
    ? `${found(/^accuracy +(?<value>[\d.]+ %)/mu, output)} right`
    : `R² ${found(/^R² +(?<value>-?[\d.]+)/mu, output)}`

function found(pattern: RegExp, output: string): string {
  const value = pattern.exec(output)?.groups?.['value']
  if (value === undefined) throw new Error(`A recorded training has nothing like ${pattern.source}.`)
  return value
}
