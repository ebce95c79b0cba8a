import { join } from 'node:path'
import { runFresh } from '../fresh/fresh-process.ts'
import type { PackageEntries } from './entries/package-entries.ts'
import { packages } from './entries/index.ts'
import { type Message, message } from './messages.ts'
import type { ArgumentsFound, PackageFound } from './results.ts'

/** How many values to try. */
export interface ArgumentsOptions {
  /** Random values for each parameter, beside one of every kind. */
  readonly values: number
  readonly seed: number
  /** Parts of the names of packages; all where there are none. */
  readonly only: readonly string[]
}

/** One parameter takes seconds; what is silent for so many milliseconds hangs. */
const PATIENCE = 300_000

/** Values that a result file quotes, of each parameter. */
const MOST_QUOTED = 3

const script = join(import.meta.dirname, 'child.ts')

/** Every public function with wrong arguments, each package in a process of its own. */
export async function runArguments({ values, seed, only }: ArgumentsOptions): Promise<ArgumentsFound> {
  const found: PackageFound[] = []
  for (const one of packages) {
    if (only.length > 0 && !only.some((part) => one.package.includes(part))) continue
    const messages: Message[] = []
    const args = [one.package, String(values), String(seed)]
    for await (const news of runFresh({ script, args, message, patience: PATIENCE })) messages.push(news)
    found.push(summed(one, messages))
  }
  return { seed, packages: found }
}

const summed = ({ package: name, entries }: PackageEntries, messages: readonly Message[]): PackageFound => ({
  package: name,
  functions: entries.length,
  parameters: messages.length,
  calls: messages.reduce((sum, { calls }) => sum + calls, 0),
  refused: messages.reduce((sum, { refused }) => sum + refused, 0),
  wrong: messages
    .filter(({ faults }) => faults.length > 0)
    .map(({ function: of, parameter, faults }) => ({
      function: of,
      parameter,
      values: faults.length,
      first: faults.slice(0, MOST_QUOTED),
    })),
})
