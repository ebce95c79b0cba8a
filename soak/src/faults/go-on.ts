import { cpuJs } from '@bilayer/backend-cpu-js'
import { createMlp } from '@bilayer/mlp'

/** Takes ten steps on cpu-js: after a mishap the rest of the program goes on. Resolves to what is wrong. */
export async function goOnElsewhere(): Promise<string[]> {
  try {
    await using backend = cpuJs()
    using model = createMlp(backend, { layers: [2, 3, 1], seed: 1 })
    const X = { values: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), count: 4, size: 2 }
    const Y = { values: Float32Array.of(0, 1, 1, 0), count: 4, size: 1 }
    const { losses } = await model.fit(X, Y, { epochs: 10, batchSize: 4, learningRate: 0.1 })
    return losses.length === 10 && losses.every((loss) => loss < 10)
      ? []
      : [`on cpu-js the losses are ${losses.join(', ')}`]
  } catch (error) {
    return [`cpu-js cannot go on: ${String(error)}`]
  }
}
