import type { TrainerEvent } from '../worker/protocol.ts'
import { notifyOf } from './notices.ts'
import { chooseBackend, pause, start } from './run-actions.ts'
import { backendNames } from './settings.ts'
import { availableBackends, isRunning, state } from './state.ts'
import { askAside, onTrainerEvent, trainer } from './trainer-client.ts'

/** Asks every backend whether it works here. */
export async function listBackends(): Promise<void> {
  try {
    state.backends.value = await askAside((aside) => aside.backends())
  } catch (error) {
    notifyOf('The backends could not be listed', error)
  }
}

/** Times this very network on every backend, and goes on on the fastest. */
export async function chooseFastest(): Promise<void> {
  const run = state.run.value
  if (!run || state.isTiming.value) return
  const { batch } = state.settings.value
  const wasRunning = isRunning.value
  state.isTiming.value = true
  try {
    await pause()
    const trials = await askAside((aside) => aside.fastest({ layers: run.layers, batch }))
    state.trials.value = trials
    const chosen = trials.find(({ outcome }) => outcome === 'chosen')
    const name = backendNames.find((each) => each === chosen?.name)
    if (name && name !== state.backend.value?.name) await chooseBackend(name)
    if (wasRunning) await start()
  } catch (error) {
    notifyOf('The backends could not be timed', error)
  } finally {
    state.isTiming.value = false
  }
}

/** Trains this network on each of the backends that work, side by side. */
export async function startRace(): Promise<void> {
  const backends = availableBackends.value
  if (state.isRacing.value || backends.length === 0) return
  state.isRacing.value = true
  try {
    await trainer.startRace(backends)
  } catch (error) {
    notifyOf('The race ended', error)
  } finally {
    state.isRacing.value = false
  }
}

export const stopRace = (): Promise<void> => trainer.stopRace()

/** Shows how far a race is from now on. */
export function followRace(): void {
  onTrainerEvent((event: TrainerEvent) => {
    if (event.kind === 'race') state.race.value = event.racers
  })
}
