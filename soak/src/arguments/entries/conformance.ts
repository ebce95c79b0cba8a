import { cpuJsProvider } from '@bilayer/backend-cpu-js'
import * as conformance from '@bilayer/conformance'
import { ieee754 } from '@bilayer/core'
import { type Entry, parameter } from '../entry.ts'
import {
  callable,
  exactly,
  flag,
  long,
  nothingElse,
  optional,
  options,
  positive,
  text,
  whole,
} from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'

const [quickCase] = conformance.conformanceCases

const oracle = conformance.createOracle(ieee754)

const isPartOfName = (value: unknown): boolean =>
  typeof value === 'string' && conformance.caseName(quickCase).includes(value)

const entries: readonly Entry[] = [
  {
    name: 'caseName',
    call: () => ({ fn: conformance.caseName, args: [{ op: 'relu', title: 'is right' }] }),
    parameters: [
      parameter([0], nothingElse, 'label', 'op', 'title'),
      parameter([0, 'op'], text),
      parameter([0, 'title'], text),
    ],
  },
  {
    name: 'createOracle',
    call: () => ({ fn: conformance.createOracle, args: [{ ...ieee754 }] }),
    parameters: [
      parameter([0], nothingElse, 'numerics', 'unitRoundoff'),
      parameter([0, 'unitRoundoff'], positive),
      parameter([0, 'subnormals'], exactly('kept', 'flushed')),
      parameter([0, 'nonFinite'], exactly('ieee', 'unspecified')),
    ],
  },
  {
    name: 'runConformance',
    call: () => ({
      fn: conformance.runConformance,
      args: [
        cpuJsProvider,
        { cases: [quickCase], only: '', bail: false, onResult: () => {}, seed: 1, runs: 1, timeout: 1000 },
      ],
    }),
    parameters: [
      parameter([0], nothingElse, 'provider'),
      parameter([0, 'name'], () => 'either', 'provider', 'name'),
      // Whatever they give is told in the report.
      parameter([0, 'probe'], callable, 'provider', 'probe'),
      parameter([0, 'create'], callable, 'provider', 'create'),
      // The whole suite is run where no cases are given.
      parameter([1], long(optional(options)), 'options'),
      parameter([1, 'cases'], long(optional(nothingElse)), 'cases', 'case'),
      parameter([1, 'cases', 0], nothingElse, 'cases'),
      parameter([1, 'only'], optional(isPartOfName), 'only', 'case'),
      parameter([1, 'bail'], optional(flag)),
      parameter([1, 'signal'], optional(nothingElse)),
      parameter([1, 'onStart'], optional(callable)),
      parameter([1, 'onResult'], optional(callable)),
      parameter([1, 'maxTimeouts'], optional(whole(1))),
      parameter([1, 'seed'], optional(whole(0, 2 ** 31 - 1))),
      parameter([1, 'runs'], optional(whole(1))),
      parameter([1, 'timeout'], (value) => (value === Infinity ? 'either' : optional(positive)(value))),
    ],
  },
  {
    name: 'Oracle.estimate',
    call: () => ({ fn: oracle.estimate, args: [oracle.backend.matrix(1, 2, [1, 2])] }),
    parameters: [parameter([0], nothingElse, 'matrix')],
  },
]

export const conformanceEntries: PackageEntries = {
  package: '@bilayer/conformance',
  exports: conformance,
  instances: { Oracle: { estimate: oracle.estimate } },
  entries,
}
