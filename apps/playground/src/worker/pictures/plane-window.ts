import type { Samples } from 'bilayer'
import type { Part, Problem } from '../../data-sets/problem.ts'
import type { PlaneWindow, Points } from '../protocol.ts'
import { classesIn } from '../answers.ts'

/** Samples that are drawn of each part: a page with more of them would stand still while they are. */
const MOST_DRAWN = 5000

/** How much of its width a window shows beyond the data, on each side. */
const MARGIN = 0.08

/** The part of the plane in which all samples of a problem lie. Of a curve, y is what is learnt. */
export function windowOf({ kind, train, test }: Problem): PlaneWindow {
  const [left, right] = range([train.X, test.X], 0)
  const [bottom, top] = kind === 'curve' ? range([train.Y, test.Y], 0) : range([train.X, test.X], 1)
  return { left, right, bottom, top }
}

/** The first samples of a plane or a curve, as points. */
export function pointsOf({ kind, train, test, target }: Problem): Points {
  const points = ({ X, Y }: Part): Float32Array<ArrayBuffer> => {
    const classes = target.kind === 'classes' ? classesIn(Y) : sidesOfMean(Y)
    const found = new Float32Array(3 * Math.min(X.count, MOST_DRAWN))
    for (let i = 0; 3 * i < found.length; i++) {
      const x = X.values[i * X.size]
      found.set(kind === 'plane' ? [x, X.values[2 * i + 1], classes[i]] : [x, Y.values[i], 0], 3 * i)
    }
    return found
  }
  return { train: points(train), test: points(test) }
}

/** Of quantities, whose mean is 0: 0 below it, 1 above. */
const sidesOfMean = ({ values }: Samples): Uint8Array => Uint8Array.from(values, (value) => Number(value > 0))

/** The range of the numbers in one place of samples, with a margin. */
function range(parts: readonly Samples[], place: number): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const { values, size } of parts) {
    for (let i = place; i < values.length; i += size) {
      least = Math.min(least, values[i])
      most = Math.max(most, values[i])
    }
  }
  const margin = MARGIN * (most - least || 1)
  return [least - margin, most + margin]
}
