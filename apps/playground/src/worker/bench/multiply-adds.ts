import type { Size } from './protocol.ts'

/** Multiply-adds of one training step: each weight takes part forward, in its gradient and, behind the first layer, in what goes back. */
export function multiplyAdds({ layers, batch }: Size): number {
  const weights = layers.slice(1).map((outputs, l) => outputs * layers[l])
  const all = weights.reduce((sum, count) => sum + count, 0)
  return batch * (3 * all - weights[0])
}
