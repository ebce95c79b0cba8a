import type { Backend } from '@bilayer/core'
import { createMlp } from '@bilayer/mlp'

const samplesOf = (count: number, size: number) => ({
  values: Float32Array.from({ length: count * size }, (_, i) => Math.sin(i * i)),
  count,
  size,
})

/** Trains until something fails, on a network whose products are large enough to be split among threads. */
export async function trainEndlessly(backend: Backend): Promise<void> {
  using model = createMlp(backend, { layers: [256, 256, 10], seed: 1 })
  const options = { epochs: 1e9, batchSize: 64, learningRate: 1e-3 }
  await model.fit(samplesOf(256, 256), samplesOf(256, 10), options)
}
