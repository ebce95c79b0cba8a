import { batch, effect } from '@preact/signals'
import { type Address, differing, fromHash, toHash } from './address.ts'
import { dismiss, notify } from './notices.ts'
import { begin, chooseBackend } from './run-actions.ts'
import { type DataSetName, liveSettings, type Settings, settingsFor } from './settings.ts'
import { isRunning, state } from './state.ts'
import { trainer } from './trainer-client.ts'

/** Changes settings. What makes another run of it begins anew, and runs on where the one before did. */
export function change(changed: Partial<Settings>): void {
  const before = state.settings.value
  const after = { ...before, ...changed }
  const names = differing(before, after)
  if (names.length === 0) return
  state.settings.value = after
  if (names.includes('speed')) void trainer.setSpeed(after.speed)
  if (names.some((name) => !liveSettings.has(name))) void begin({ isToStart: isRunning.value })
  else if (names.includes('backend')) void chooseBackend(after.backend)
}

/** Takes another data set, with a network that suits it. */
export function chooseData(data: DataSetName): void {
  if (data !== state.settings.value.data) change({ data, ...settingsFor(data) })
}

const FAULTS = 'This link says what cannot be'

/** What the address of the page says. What it cannot say is shown. */
function readAddress(): Address {
  const address = fromHash(location.hash)
  dismiss(FAULTS)
  if (address.faults.length > 0) {
    const text = `${address.faults.join(' ')} The default stands in its place.`
    notify({ kind: 'fault', title: FAULTS, text })
  }
  return address
}

function writeAddress(): void {
  const hash = toHash(state.view.value, state.settings.value)
  if (hash === location.hash) return
  // Back leads to the view before, not through every setting.
  if (fromHash(location.hash).view === state.view.value) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
}

/** Keeps the address of the page and the state the same from now on. */
export function followAddress(): void {
  const { view, settings } = readAddress()
  state.view.value = view
  state.settings.value = settings
  void begin()
  effect(writeAddress)
  addEventListener('hashchange', () => {
    const address = readAddress()
    batch(() => {
      state.view.value = address.view
      change(address.settings)
    })
    writeAddress()
  })
}
