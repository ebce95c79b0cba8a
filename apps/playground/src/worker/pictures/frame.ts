import { type Mlp, sliceSamples } from 'bilayer'
import type { Frame, FrameRequest, NeuronPictures } from '../protocol.ts'
import type { Run } from '../run.ts'
import { gridOf } from './grid.ts'
import { histogramsOf } from './histograms.ts'
import { layerOutputs } from './layer-outputs.ts'
import { misreadOf } from './misread.ts'
import { neuronsByGroup, neuronsOnGrid, weightPictures } from './neurons.ts'
import { surfaceOf } from './surface.ts'
import { linksOf, type Weights, weightsOf } from './weights.ts'

/** Samples to test by whose answers the pictures of neurons average. */
const AVERAGED = 256

/** How a run's network is now, with the pictures that are wanted. */
export function frameOf(run: Run, wanted: FrameRequest): Promise<Frame> {
  return run.look(async (model) => {
    const began = performance.now()
    const { epoch, step, samples, milliseconds, history, scores } = run
    const weights = wanted.neurons || wanted.histograms ? await weightsOf(model) : []
    const misread = wanted.misread && run.problem.kind === 'pictures' ? misreadOf(run) : undefined
    const parts = {
      ...(await networkPictures(run, model, weights, wanted)),
      ...(wanted.neurons && { links: weights.map(linksOf) }),
      ...(wanted.histograms && { histograms: await histogramsOf(run, model, weights) }),
      ...(misread && { misread }),
    }
    const cost = performance.now() - began
    return { epoch, step, samples, milliseconds, curve: history.curve(), scores, ...parts, cost }
  })
}

async function networkPictures(
  run: Run,
  model: Mlp,
  weights: readonly Weights[],
  { surface, neurons }: FrameRequest,
): Promise<Pick<Frame, 'surface' | 'neurons'>> {
  if (!surface && !neurons) return {}
  const { kind } = run.problem
  if (kind === 'plane' || kind === 'curve') {
    const grid = gridOf(run)
    const outputs = await layerOutputs(model, grid.X)
    return {
      ...(surface && { surface: surfaceOf(run, grid, outputs[outputs.length - 1]) }),
      ...(neurons && { neurons: neuronsOnGrid(outputs.slice(0, -1), grid) }),
    }
  }
  return neurons ? { neurons: await neuronsOfTable(run, model, weights) } : {}
}

/** Of digits, the weights of the first layer; of all other layers, what they give for each class. */
async function neuronsOfTable(run: Run, model: Mlp, weights: readonly Weights[]): Promise<NeuronPictures[]> {
  const hidden = weights.length - 1
  const seen =
    run.problem.kind === 'pictures' ? weights.slice(0, Math.min(1, hidden)).map(weightPictures) : []
  if (seen.length === hidden) return seen
  const { X } = run.problem.test
  const outputs = await layerOutputs(model, sliceSamples(X, 0, Math.min(X.count, AVERAGED)))
  return [...seen, ...outputs.slice(seen.length, hidden).map((each) => neuronsByGroup(run, each))]
}
