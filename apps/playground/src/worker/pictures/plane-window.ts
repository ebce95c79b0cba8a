import type { Samples } from 'bilayer'
import type { Problem } from '../../data-sets/problem.ts'
import type { PlaneWindow, Points } from '../protocol.ts'
import { classesIn } from '../answers.ts'

/** How much of its width a window shows beyond the data, on each side. */
const MARGIN = 0.08

/** The part of the plane in which all samples of a problem lie. Of a curve, y is what is learnt. */
export function windowOf({ kind, train, test }: Problem): PlaneWindow {
  const [left, right] = range([train.X, test.X], 0)
  const [bottom, top] = kind === 'curve' ? range([train.Y, test.Y], 0) : range([train.X, test.X], 1)
  return { left, right, bottom, top }
}

/** The samples of a plane or a curve, as points. */
export function pointsOf({ kind, train, test }: Problem): Points {
  const points = ({ X, Y }: Problem['train']): Float32Array<ArrayBuffer> => {
    const classes = kind === 'plane' ? classesIn(Y) : undefined
    const found = new Float32Array(3 * X.count)
    for (let i = 0; i < X.count; i++) {
      const y = classes ? X.values[2 * i + 1] : Y.values[i]
      found.set([X.values[i * X.size], y, classes?.[i] ?? 0], 3 * i)
    }
    return found
  }
  return { train: points(train), test: points(test) }
}

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
