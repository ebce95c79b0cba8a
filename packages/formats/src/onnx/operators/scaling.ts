import { at, type Input, isUnscaled, type Network, type Numbers, numbers } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'

/** Operators before the first layer: inputs side by side, shifted and scaled. */

/** Inputs of a column each, side by side. */
export function joinColumns(node: NodeReader): Numbers {
  const inputs = node.inputs.map((_, place) => node.take(place, 'numbers').network)
  const areColumns = inputs.every(
    ({ input, layers }) => layers.length === 0 && input.size === 1 && isUnscaled(input),
  )
  const names = inputs.flatMap(({ input }) => input.names)
  if (!areColumns || new Set(names).size < names.length) {
    throw node.refused('joins other than the inputs of a column each, each once')
  }
  return numbers({ input: { names, size: names.length, shifts: [0], scales: [1] }, layers: [] })
}

/** (x − shift) / scale − more = (x − (shift + more · scale)) / scale. */
export function shiftInput(node: NodeReader, network: Network, more: readonly number[]): Numbers {
  const { shifts, scales } = inputAlone(node, network)
  const added = combined(node, more, scales, (shift, scale) => shift * scale)
  return withInput(node, network, {
    shifts: combined(node, shifts, added, (shift, other) => shift + other),
  })
}

/** (x − shift) / scale / divisor. */
export function divideInput(node: NodeReader, network: Network, divisors: readonly number[]): Numbers {
  const { scales } = inputAlone(node, network)
  return withInput(node, network, {
    scales: combined(node, scales, divisors, (scale, divisor) => scale * divisor),
  })
}

/** (x − offset) · scale. */
export function readScaler(node: NodeReader): Numbers {
  const { network } = node.take(0, 'numbers')
  const [offsets, factors] = ['offset', 'scale'].map((name) => node.list(name)?.map(Number) ?? [])
  return divideInput(
    node,
    shiftInput(node, network, offsets).network,
    factors.map((factor) => 1 / factor),
  )
}

function inputAlone(node: NodeReader, { input, layers }: Network): Input {
  if (layers.length === 0) return input
  throw node.refused('shifts or scales numbers behind a layer, which is not read')
}

function withInput(node: NodeReader, network: Network, change: Partial<Input>): Numbers {
  const input = { ...network.input, ...change }
  const fits =
    input.shifts.every(Number.isFinite) && input.scales.every((scale) => scale > 0 && Number.isFinite(scale))
  if (!fits) throw node.refused('shifts or scales numbers by what is not finite, or not above 0')
  return numbers({ ...network, input })
}

/** Two rows, number by number; a row of one number is for all columns. */
function combined(
  node: NodeReader,
  left: readonly number[],
  right: readonly number[],
  of: (left: number, right: number) => number,
): number[] {
  const length = Math.max(left.length, right.length)
  if ([left, right].every((row) => row.length === length || row.length === 1)) {
    return Array.from({ length }, (_, i) => of(at(left, i), at(right, i)))
  }
  throw node.refused(`takes rows of ${left.length} and of ${right.length} numbers`)
}
