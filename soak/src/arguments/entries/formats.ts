import * as formats from '@bilayer/formats'
import { type Entry, parameter } from '../entry.ts'
import { exactly, float32, nothingElse, optional, text } from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'

const tensors = () => [{ name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, 2, 3) }]

/** Whatever is an object whose members are strings: one without members too. */
const strings = (value: unknown): boolean | 'either' => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((member) => typeof member === 'string') ? 'either' : false
}

const entries: readonly Entry[] = [
  {
    name: 'encodeSafetensors',
    call: () => ({ fn: formats.encodeSafetensors, args: [tensors(), { seed: '1' }] }),
    parameters: [
      parameter([0], (value) => Array.isArray(value) && value.length === 0, 'tensors'),
      parameter([0, 0], nothingElse, 'tensors'),
      parameter([0, 0, 'name'], (value) => (value === '' ? 'either' : text(value)), 'tensors', 'name'),
      parameter([0, 0, 'rows'], exactly(1), 'rows', 'W1'),
      parameter([0, 0, 'cols'], exactly(3), 'cols', 'W1'),
      parameter([0, 0, 'values'], float32(3), 'values', 'W1'),
      parameter([1], optional(strings), 'metadata'),
      parameter([1, 'seed'], text, 'metadata', 'seed'),
    ],
  },
  {
    name: 'decodeSafetensors',
    call: () => ({ fn: formats.decodeSafetensors, args: [formats.encodeSafetensors(tensors())] }),
    parameters: [parameter([0], nothingElse, 'bytes')],
  },
]

export const formatsEntries: PackageEntries = { package: '@bilayer/formats', exports: formats, entries }
