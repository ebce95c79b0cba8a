// Adds up the tests of all runs, prints the one line that continuous integration ends with, and fails unless all passed.
const { readFileSync } = require('node:fs')

const [failedSteps, ...runs] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }
let missing = 0
for (const run of runs) {
  try {
    const counts = JSON.parse(readFileSync(`test-results/${run}.json`, 'utf8'))
    total.passed += counts.numPassedTests
    total.failed += counts.numFailedTests
    total.skipped += counts.numPendingTests + counts.numTodoTests
  } catch (error) {
    console.log(`FAILED: the run "${run}" left no counts: ${error.message}`)
    missing++
  }
}
if (total.skipped > 0) console.log(`FAILED: ${total.skipped} tests were skipped`)

// A step that failed without a failed test (a linter, a run that crashed) counts as one.
const failed = Math.max(total.failed, Number(failedSteps), missing) + total.skipped
console.log(`${total.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && total.passed > 0 ? 0 : 1
