import { encodeModel, type Model } from 'bilayer'
import type { Problem } from '../data-sets/problem.ts'
import type { Settings } from '../state/settings.ts'
import type { ModelFormat } from './protocol.ts'
import type { Run } from './run.ts'

/** What writes a model in each format. */
const writers: Record<ModelFormat, (model: Model) => Promise<Uint8Array>> = {
  safetensors: async (model) => encodeModel(model),
  onnx: async (model) => (await import('@bilayer/formats/onnx')).encodeOnnx(model),
  module: async (model) =>
    new TextEncoder().encode((await import('@bilayer/formats/module')).encodeModule(model)),
}

/** A run's network between two steps, as a file. */
export async function modelFileOf(run: Run, format: ModelFormat): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await writers[format](await modelOf(run)))
}

async function modelOf(run: Run): Promise<Model> {
  const { problem, settings, epoch } = run
  return {
    parameters: await run.look((model) => model.parameters()),
    activations: [...settings.hidden.map(() => settings.activation), 'identity'],
    ...(problem.encoding && { encoding: problem.encoding }),
    ...(isOfTarget(problem, settings) && { target: problem.target }),
    notes: { seed: `${settings.seed}`, epoch: `${epoch}`, data: settings.data },
  }
}

/** Whether the outputs are what a target's are: those of a classifier are log odds, which cross entropy alone makes of them. */
const isOfTarget = ({ target }: Problem, { loss }: Settings): boolean =>
  target.kind === 'quantity' || loss === 'crossEntropy'
