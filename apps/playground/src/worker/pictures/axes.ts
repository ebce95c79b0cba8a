import type { Encoding } from 'bilayer'
import type { Problem } from '../../data-sets/problem.ts'
import type { Axes, Axis } from '../protocol.ts'
import { windowOf } from './plane-window.ts'

/** How a number of the network's becomes one of the data: times `scale`, plus `shift`. */
interface Units {
  readonly shift: number
  readonly scale: number
}

const asItIs: Units = { shift: 0, scale: 1 }

/** What lies along the edges of the window of a plane or a curve. Of a curve, what is learnt goes up. */
export function axesOf(problem: Problem): Axes {
  const { kind, inputs, encoding, target } = problem
  const { left, right, bottom, top } = windowOf(problem)
  const [x = asItIs, y = asItIs] = encoding ? unitsOf(encoding) : []
  const learnt = target.kind === 'quantity' ? target : asItIs
  return {
    across: axis(inputs[0], x, left, right),
    up: kind === 'curve' ? axis(target.name, learnt, bottom, top) : axis(inputs[1], y, bottom, top),
  }
}

/** Those of each input: one of a category is 0 or 1. */
const unitsOf = (encoding: Encoding): Units[] =>
  encoding.flatMap((column) => (column.kind === 'number' ? [column] : column.categories.map(() => asItIs)))

const axis = (name: string, { shift, scale }: Units, from: number, to: number): Axis => ({
  name,
  from: from * scale + shift,
  to: to * scale + shift,
})
