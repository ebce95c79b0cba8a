import { Command } from 'commander'
import Table from 'cli-table3'
import { quantity, tableStyle } from '../report.ts'
import { readResults, ResultFileError } from '../results.ts'
import { type Comparison, compareResults } from './compare.ts'

/** What scripts can ask of the end. */
const exitCodes = { same: 0, worse: 1, unusable: 2 }

const program = new Command('bench:compare')
  .description(
    `Holds two result files against each other. A change counts where the quartiles do not overlap. Ends with ${exitCodes.same} ` +
      `where nothing became worse, ${exitCodes.worse} where something did, ${exitCodes.unusable} where a file cannot be used.`,
  )
  .argument('<before>', 'a result file')
  .argument('<after>', 'a later one of the same benchmark')
  .option('--subject <part>', 'only what has this in its name', '')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.unusable))
  .action(async (before: string, after: string, { subject }: { subject: string }) => {
    const comparison = compareResults(await readResults(before), await readResults(after))
    const changes = comparison.changes.filter((change) => change.subject.includes(subject))
    if (changes.length === 0) {
      throw new ResultFileError(
        `${before} and ${after} have no measurement in common${subject && ` of ${subject}`}.`,
      )
    }
    print({ ...comparison, changes })
    process.exitCode = changes.some(({ verdict }) => verdict === 'worse') ? exitCodes.worse : exitCodes.same
  })

function print({ changes, unmatched, warnings }: Comparison): void {
  const table = new Table({
    head: ['', 'case', 'before', 'after', 'after / before', ''],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
    style: tableStyle,
  })
  for (const change of changes) {
    table.push([
      change.subject,
      change.case,
      quantity(change.before, change.unit),
      quantity(change.after, change.unit),
      change.ratio.toFixed(3),
      change.verdict === 'same' ? '' : change.verdict,
    ])
  }
  console.log(table.toString())
  for (const { name, missingIn } of unmatched) console.log(`Not in the ${missingIn}: ${name}`)
  for (const warning of warnings) console.log(`Mind the ${warning}.`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof ResultFileError)) throw error
  console.error(error.message)
  process.exitCode = exitCodes.unusable
}
