import * as bilayer from 'bilayer'
import { type Entry, parameter } from '../entry.ts'
import { exactly, long, nothingElse, numbers, optional, options, positive, whole } from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'

/** Names of backends, one or more; none of them is among the values that are tried. */
const names = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)

const entries: readonly Entry[] = [
  {
    name: 'selectBackend',
    call: () => ({
      fn: selectAndClose,
      args: [{ prefer: 'cpu-js', workload: { layers: [2, 3], batch: 2 }, budget: 1, remember: false }],
    }),
    parameters: [
      parameter([0], optional(options), 'options'),
      parameter([0, 'prefer'], names, 'prefer', 'named'),
      parameter([0, 'require'], optional(nothingElse), 'require', 'named'),
      parameter([0, 'workload'], optional(nothingElse), 'workload', 'layers', 'batch'),
      parameter([0, 'workload', 'layers'], numbers(2, whole(1)), 'layers'),
      parameter([0, 'workload', 'layers', 1], whole(1, 100), 'layers'),
      parameter([0, 'workload', 'batch'], whole(1, 100), 'batch'),
      // As long as it says, the backends are timed.
      parameter([0, 'budget'], (value) => (value === 2 ** 53 ? 'long' : optional(positive)(value))),
      parameter([0, 'timeout'], optional(positive)),
      // What is remembered goes to a file of the user's.
      parameter([0, 'remember'], (value) =>
        value === false ? true : long(optional(exactly(true, 'anew')))(value),
      ),
    ],
  },
]

export const bilayerEntries: PackageEntries = { package: 'bilayer', exports: bilayer, entries }

/** The choice, with what it chose let go. */
async function selectAndClose(...args: Parameters<typeof bilayer.selectBackend>): Promise<void> {
  const { backend } = await bilayer.selectBackend(...args)
  await backend.dispose()
}
