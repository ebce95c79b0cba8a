import { forward, type Mlp, type Samples } from 'bilayer'

/** What each layer gives for each sample, one sample a row: the hidden layers, then the network's own outputs. */
export async function layerOutputs({ network, backend }: Mlp, X: Samples): Promise<Samples[]> {
  const outputs = backend.scope(() => {
    const [, ...A] = forward(network, backend.matrix(X.count, X.size, X.values).T)
    return A
  })
  try {
    const values = await Promise.all(outputs.map((A) => A.T.read()))
    return values.map((each, l) => ({ values: each, count: X.count, size: outputs[l].rows }))
  } finally {
    for (const A of outputs) A.dispose()
  }
}
