import type { Mlp } from 'bilayer'

/** The weights of a layer, off their backend: outputs × inputs, row-major. */
export interface Weights {
  readonly outputs: number
  readonly inputs: number
  readonly values: Float32Array
}

export const weightsOf = ({ network }: Mlp): Promise<Weights[]> =>
  Promise.all(network.map(async ({ W }) => ({ outputs: W.rows, inputs: W.cols, values: await W.read() })))

/** Layers of so many neurons at most have the links to them drawn. */
const MOST_LINKED = 16

/** The weights between two layers that are small enough to be drawn, scaled to −1 … 1. */
export function linksOf({ outputs, inputs, values }: Weights): Float32Array<ArrayBuffer> | undefined {
  if (outputs > MOST_LINKED || inputs > MOST_LINKED) return undefined
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Float32Array.from(values, (value) => (largest === 0 ? 0 : value / largest))
}
