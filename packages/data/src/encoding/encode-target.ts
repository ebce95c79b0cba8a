import { allocate, ArgumentError, checkOneOf, checkSamples, type Samples, ShapeError } from '@bilayer/core'
import { listed } from '../listed.ts'
import { oneHot } from '../one-hot.ts'
import { columnOf, type Table } from '../table.ts'
import type { Category } from './encoding.ts'
import { wrongValue } from './faults.ts'
import { quantityIn } from './learn-target.ts'
import { classProbabilities, likeliestClasses } from './outputs.ts'
import { checkTarget, type ClassTarget, outputsOf, type QuantityTarget, type Target } from './target.ts'

/**
 * What the network is to give for the rows of a table. Throws `ArgumentError` where no column has the target's name, a value is missing, is a
 * class that was not there to be learnt, or is no finite number where that is a quantity.
 */
export function encodeTarget(target: Target, table: Table): Samples {
  checkTarget('target', target)
  const values = columnOf('table', table, target.name)
  return target.kind === 'classes' ? classTargets(target, values) : quantityTargets(target, values)
}

/**
 * What the network's outputs mean: the likeliest class of each sample, or its quantity. Throws `ArgumentError` or `ShapeError` for outputs
 * that are none of such a network.
 */
export function decodeTarget(target: Target, outputs: Samples): Category[] {
  checkOutputs(target, outputs)
  if (target.kind === 'quantity') return Array.from(outputs.values, (y) => y * target.scale + target.shift)
  return Array.from(likeliestClasses(outputs), (place) => target.labels[place])
}

/** The probability of each class, in the order of the labels, for each sample. Throws as `decodeTarget` does, and for a quantity. */
export function decodeProbabilities(target: ClassTarget, outputs: Samples): number[][] {
  checkOutputs(target, outputs)
  checkOneOf('target.kind', target.kind, ['classes'])
  return classProbabilities(outputs)
}

function checkOutputs(target: Target, outputs: Samples): void {
  const expected = outputsOf(target)
  checkSamples('outputs', outputs)
  const { values, size } = outputs
  if (size !== expected) {
    throw new ShapeError(
      `outputs has ${size} numbers in a sample; for ${target.name} there must be ${expected}.`,
    )
  }
  const place = values.findIndex((value) => !Number.isFinite(value))
  if (place === -1) return
  throw new ArgumentError(
    `outputs holds ${values[place]} in sample ${Math.floor(place / size)}, counted from 0; every number must be finite.`,
  )
}

function classTargets({ name, labels }: ClassTarget, values: ArrayLike<unknown>): Samples {
  const places = new Map<unknown, number>(labels.map((label, place) => [label, place]))
  const found = Uint32Array.from({ length: values.length }, (_, row) => {
    const place = places.get(values[row])
    if (place !== undefined) return place
    throw wrongValue(name, values[row], row, `, which is no class; there are: ${listed(labels)}`)
  })
  return labels.length > 2
    ? oneHot(found, labels.length)
    : { values: Float32Array.from(found), count: found.length, size: 1 }
}

function quantityTargets({ name, shift, scale }: QuantityTarget, cells: ArrayLike<unknown>): Samples {
  const values = allocate('encodeTarget', cells.length)
  for (let row = 0; row < values.length; row++)
    values[row] = (quantityIn(name, cells[row], row) - shift) / scale
  return { values, count: values.length, size: 1 }
}
