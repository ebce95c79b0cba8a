import { effect } from '@preact/signals'
import type { BrokenTerm } from '../worker/protocol.ts'
import { latest } from './latest.ts'
import { notifyOf } from './notices.ts'
import { change } from './settings-actions.ts'
import { broken, state } from './state.ts'
import { trainer } from './trainer-client.ts'

/** The run may be given up meanwhile: whoever gave it up asks for another step. */
const refresh = latest(async () => {
  const run = state.run.value
  if (!run) return
  try {
    const derivation = await trainer.derive(state.settings.value.derived)
    if (state.run.value === run) state.derivation.value = derivation
  } catch {
    // There is none of a run that was given up.
  }
})

/** Takes a step anew whenever the network is another, until the function that is returned is called. */
export function followDerivation(): () => void {
  return effect(() => {
    const { run, frame, backend, settings } = state
    if (run.value && frame.value && backend.value && settings.value.derived > 0) refresh()
  })
}

/** Takes the step on so many samples from now on. */
export function deriveOn(samples: number): void {
  change({ derived: samples })
}

/** Shows a formula. What can be broken of it is what the slider breaks, as long as nothing is. */
export function showFormula(index: number, breakable: Pick<BrokenTerm, 'term' | 'layer'> | undefined): void {
  const isBroken = broken.value.factor !== 1
  change({ formula: index, ...(isBroken ? {} : breakable) })
}

const check = latest(async () => {
  state.isChecking.value = true
  try {
    const term = broken.value.factor === 1 ? undefined : broken.value
    state.check.value = await trainer.checkGradients(state.settings.value.derived, term)
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

/** Breaks a term of the formulas by so many hundredths, and checks the gradients. */
export function breakTerm(term: Pick<BrokenTerm, 'term' | 'layer'>, by: number): void {
  change({ ...term, by })
  check()
}
