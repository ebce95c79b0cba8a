import type { Mlp, Samples } from 'bilayer'
import type { Ranks } from './ranks.ts'

/** f(x) for each sample, on every rank. Each predicts its part of them. */
export async function predictTogether(ranks: Ranks, model: Mlp, X: Samples): Promise<Samples> {
  const { rank, size: count, communicator } = ranks
  if (count === 1) return model.predict(X)
  const from = Math.floor((rank * X.count) / count)
  const to = Math.floor(((rank + 1) * X.count) / count)
  const own = { values: X.values.subarray(from * X.size, to * X.size), count: to - from, size: X.size }
  const predicted = await ranks.together(() => model.predict(own))
  const { size } = predicted
  const values = new Float32Array(X.count * size)
  values.set(predicted.values, from * size)
  await communicator.allReduceSum(values)
  return { values, count: X.count, size }
}
