import { batch, effect } from '@preact/signals'
import type { BrokenTerm } from '../worker/protocol.ts'
import { notifyOf } from './notices.ts'
import { state } from './state.ts'
import { trainer } from './trainer-client.ts'

/** Work that is asked for again while it is done is done once more, with what is then. */
function latest(work: () => Promise<void>): () => void {
  let isBusy = false
  let isStale = false
  const run = async (): Promise<void> => {
    isBusy = true
    while (isStale) {
      isStale = false
      await work()
    }
    isBusy = false
  }
  return () => {
    isStale = true
    if (!isBusy) void run()
  }
}

/** The run may be given up meanwhile: whoever gave it up asks for another step. */
const refresh = latest(async () => {
  const run = state.run.value
  if (!run) return
  try {
    const derivation = await trainer.derive(state.derived.value)
    if (state.run.value === run) state.derivation.value = derivation
  } catch {
    // There is none of a run that was given up.
  }
})

/** Takes a step anew whenever the network is another, until the function that is returned is called. */
export function followDerivation(): () => void {
  return effect(() => {
    const { run, frame, backend, derived } = state
    if (run.value && frame.value && backend.value && derived.value > 0) refresh()
  })
}

/** Takes the step on so many samples from now on. */
export function deriveOn(samples: number): void {
  state.derived.value = samples
}

/** Shows a formula. What can be broken of it is what the slider breaks, as long as nothing is. */
export function showFormula(index: number, broken: Pick<BrokenTerm, 'term' | 'layer'> | undefined): void {
  batch(() => {
    state.formula.value = index
    if (broken && state.broken.value.factor === 1) state.broken.value = { ...broken, factor: 1 }
  })
}

const check = latest(async () => {
  state.isChecking.value = true
  try {
    const { factor } = state.broken.value
    const broken = factor === 1 ? undefined : state.broken.value
    state.check.value = await trainer.checkGradients(state.derived.value, broken)
  } catch (error) {
    notifyOf('The gradients could not be checked', error)
  } finally {
    state.isChecking.value = false
  }
})

/** Checks the gradients, with the term that is broken now. */
export function runCheck(): void {
  check()
}

/** Breaks a term of the formulas, and checks the gradients. */
export function breakTerm(broken: BrokenTerm): void {
  state.broken.value = broken
  check()
}
