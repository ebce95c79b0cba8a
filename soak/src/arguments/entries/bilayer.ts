import { cpuJs } from '@bilayer/backend-cpu-js'
import * as bilayer from 'bilayer'
import { type Entry, parameter } from '../entry.ts'
import {
  callable,
  exactly,
  long,
  nothingElse,
  numbers,
  optional,
  options,
  positive,
  size,
  text,
  whole,
} from '../legal.ts'
import { onBackend } from './ingredients.ts'
import { modelAt, smallModel } from './models.ts'
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
      parameter([0, 'workload', 'layers', 1], size(100), 'layers'),
      parameter([0, 'workload', 'batch'], size(100), 'batch'),
      // As long as it says, the backends are timed.
      parameter([0, 'budget'], (value) => (value === 2 ** 53 ? 'long' : optional(positive)(value))),
      parameter([0, 'timeout'], optional(positive)),
      parameter([0, 'threads'], optional(long(whole(1)))),
      // What is remembered goes to a file of the user's.
      parameter([0, 'remember'], (value) =>
        value === false ? true : long(optional(exactly(true, 'anew')))(value),
      ),
    ],
  },
]

/** Whether there is a library of that name is the machine's to say; and MPI cannot be started twice in a process. */
const library = parameter([0, 'library'], (value) =>
  value !== '' && optional(text)(value) === true ? 'long' : false,
)

const ranks: readonly Entry[] = [
  {
    name: 'createMpi',
    // The library is none, so that no process of the soak is a rank.
    call: () => ({ fn: createWhereThereIsNone, args: [{ library: 'libnowhere.so' }] }),
    parameters: [
      parameter([0], (value) => (optional(options)(value) === true ? 'long' : false), 'options'),
      library,
    ],
  },
  { name: 'probeMpi', call: () => ({ fn: bilayer.probeMpi, args: [] }), parameters: [] },
]

const estimators: readonly Entry[] = [
  {
    name: 'createPredictor',
    call: onBackend((backend) => ({ fn: putAndFree, args: [smallModel(), { backend }] })),
    parameters: [
      ...modelAt(0),
      // Without a backend, one is picked, and what was measured goes to a file of the user's.
      parameter([1], long(optional(options)), 'options'),
      parameter([1, 'backend'], long(optional(nothingElse))),
    ],
  },
  ...Object.entries({
    MlpClassifier: (given: object) => new bilayer.MlpClassifier(given),
    MlpRegressor: (given: object) => new bilayer.MlpRegressor(given),
  }).map(
    ([name, fn]): Entry => ({
      name,
      call: () => ({ fn, args: [{ maxIter: 1 }] }),
      parameters: [
        parameter([0], optional(options), 'options'),
        parameter([0, 'backend'], optional(callable)),
        parameter([0, 'maxIter'], optional(whole(1))),
      ],
    }),
  ),
  {
    name: 'train',
    call: () => ({
      fn: trainAndClose,
      args: [[{ input: [0], output: [1] }], { backend: () => cpuJs(), iterations: 1 }],
    }),
    parameters: [
      parameter([0], nothingElse, 'data'),
      // Without a backend, one is picked, and what was measured goes to a file of the user's.
      parameter([1], long(optional(options)), 'options'),
      parameter([1, 'backend'], long(optional(nothingElse))),
      parameter([1, 'iterations'], optional(long(whole(1)))),
    ],
  },
]

export const bilayerEntries: PackageEntries = {
  package: 'bilayer',
  exports: bilayer,
  entries: [...entries, ...ranks, ...estimators],
}

/** The choice, with what it chose let go. */
async function selectAndClose(...args: Parameters<typeof bilayer.selectBackend>): Promise<void> {
  const { backend } = await bilayer.selectBackend(...args)
  await backend.dispose()
}

/** The predictor, let go of at once. */
async function putAndFree(...args: Parameters<typeof bilayer.createPredictor>): Promise<void> {
  const predictor = await bilayer.createPredictor(...args)
  await predictor.dispose()
}

/** The net, let go of at once. */
async function trainAndClose(...args: Parameters<typeof bilayer.train>): Promise<void> {
  const net = await bilayer.train(...args)
  await net.dispose()
}

async function createWhereThereIsNone(...given: Parameters<typeof bilayer.createMpi>): Promise<null> {
  try {
    await bilayer.createMpi(...given)
  } catch (error) {
    if (!(error instanceof bilayer.CommunicatorError)) throw error
  }
  return null
}
