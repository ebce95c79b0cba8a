import * as data from '@bilayer/data'
import { type Entry, parameter } from '../entry.ts'
import { exactly, nothingElse, numbers, optional, seed, whole } from '../legal.ts'
import { twoSamples } from './ingredients.ts'
import type { PackageEntries } from './package-entries.ts'

const entries: readonly Entry[] = [
  {
    name: 'oneHot',
    call: () => ({ fn: data.oneHot, args: [[0, 1], 2] }),
    parameters: [
      parameter([0], numbers(undefined, whole(0, 1)), 'labels'),
      parameter([0, 1], whole(0, 1), 'labels'),
      parameter([1], whole(2), 'classes', 'labels'),
    ],
  },
  {
    name: 'splitSamples',
    call: () => ({ fn: data.splitSamples, args: [twoSamples(), [0, 1], { testCount: 1, seed: 3 }] }),
    parameters: [
      parameter([0], nothingElse, 'X'),
      parameter([0, 'values'], nothingElse, 'X'),
      parameter([0, 'count'], exactly(2), 'X', 'labels'),
      parameter([0, 'size'], exactly(2), 'X'),
      parameter([1], numbers(2, whole(0)), 'labels'),
      parameter([1, 1], whole(0), 'labels'),
      parameter([2], nothingElse, 'options', 'testCount'),
      parameter([2, 'testCount'], whole(0, 1)),
      parameter([2, 'seed'], optional(seed)),
    ],
  },
]

export const dataEntries: PackageEntries = { package: '@bilayer/data', exports: data, entries }
