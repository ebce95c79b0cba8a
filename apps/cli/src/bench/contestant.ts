import { loadProvider } from '@bilayer/conformance/isolated'
import type { Backend, BackendProvider, Workload } from 'bilayer'
import { createTrainingStep, type TrainingStep } from 'bilayer/training-step'
import { reasonOf } from '../system-errors.ts'
import { findTarget } from '../targets.ts'

/** A backend that takes part, with a network on it. Disposing frees both. */
export interface Contestant extends AsyncDisposable {
  readonly name: string
  readonly step: TrainingStep
}

/** A backend that takes no part, and why. */
export interface Absent {
  readonly name: string
  readonly reason: string
}

/** Starts the backend that is named, and takes a step and a prediction. What it throws is the reason why it takes no part. */
export async function enter(target: string, { layers, batch }: Workload): Promise<Contestant | Absent> {
  const provider = await loadProvider(await findTarget(target))
  let backend: Backend | undefined
  try {
    backend = await start(provider)
    const step = createTrainingStep(backend, layers)
    step.load(batch)
    await step.take()
    await step.predict()
    return contestant(backend, step)
  } catch (error) {
    await close(backend)
    return { name: provider.name, reason: reasonOf(error) }
  }
}

async function start(provider: BackendProvider): Promise<Backend> {
  const availability = await provider.probe()
  if (!availability.available) throw new Error(availability.reason)
  return provider.create()
}

/** That a backend which failed cannot be closed either is no further reason. */
async function close(backend: Backend | undefined): Promise<void> {
  try {
    await backend?.dispose()
  } catch {}
}

const contestant = (backend: Backend, step: TrainingStep): Contestant => ({
  name: backend.name,
  step,
  [Symbol.asyncDispose]: async () => {
    step.dispose()
    await backend.dispose()
  },
})
