// Holds the built packages to the suite on the Node.js that runs this, which may be older than the test tools need.
import { conformanceCases, runConformance } from '@bilayer/conformance'
import { terminalReport } from '@bilayer/conformance/reporters'
import { providers } from 'bilayer'
import { gradientCases } from 'bilayer/gradient-cases'

/** Those that need nothing but Node.js. */
const NAMES = ['wasm', 'worker-pool', 'cpu-js']

for (const provider of providers.filter(({ name }) => NAMES.includes(name))) {
  const report = await runConformance(provider, { cases: [...conformanceCases, ...gradientCases] })
  const { passed, failed, skipped, notRun, results } = report
  console.log(`${provider.name} on Node.js ${process.version}: ${passed} cases passed, ${skipped} skipped`)
  if (passed > 0 && failed + notRun === 0) continue
  console.log(terminalReport({ ...report, results: results.filter(({ status }) => status !== 'passed') }))
  process.exitCode = 1
}
