import { checkGradients, type GradientCheck, sliceSamples } from 'bilayer'
import type { Part } from '../../data-sets/problem.ts'
import type { BrokenTerm, Derivation } from '../protocol.ts'
import type { Run } from '../run.ts'
import { lossNameOf, optimiserOf } from '../training-options.ts'
import { breakGradients } from './break-gradients.ts'
import { traceStep } from './trace.ts'

/** Entries of each parameter that a check compares. */
const ENTRIES = 12

/** What is allowed of the largest derivative: wide enough for samples that the network is nearly sure of, of which float32 keeps few digits. */
const TOLERANCE = 1e-3

/** One step on the first samples, from the parameters of now, with all that passes through it. */
export function derive(run: Run, samples: number): Promise<Derivation> {
  const { settings, problem, loss } = run
  const name = lossNameOf(settings, problem.target)
  return run.look(async (model) => ({
    epoch: run.epoch,
    step: run.step,
    loss: name,
    matrices: await traceStep(model, firstOf(run, samples), {
      loss,
      shares:
        name === 'binaryCrossEntropy' ? 'sigmoid' : name === 'softmaxCrossEntropy' ? 'softmax' : undefined,
      optimiser: optimiserOf(settings),
      rate: settings.rate,
      decay: settings.decay,
    }),
  }))
}

/** Holds the gradients on the first samples against central differences, with a term broken on purpose where one is given. */
export function checkRun(run: Run, samples: number, broken: BrokenTerm | undefined): Promise<GradientCheck> {
  const { X, Y } = firstOf(run, samples)
  return run.look(({ network }) =>
    checkGradients(network, X, Y, {
      loss: run.loss,
      entries: ENTRIES,
      seed: run.settings.seed,
      tolerance: TOLERANCE,
      ...(broken && { gradients: breakGradients(broken) }),
    }),
  )
}

function firstOf({ problem }: Run, samples: number): Part {
  const { X, Y } = problem.train
  const count = Math.min(samples, X.count)
  return { X: sliceSamples(X, 0, count), Y: sliceSamples(Y, 0, count) }
}
