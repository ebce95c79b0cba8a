import { effect } from '@preact/signals'
import { fromHash, toHash } from './address.ts'
import { dismiss, notify } from './notices.ts'
import { begin } from './run-actions.ts'
import { type DataSetName, liveSettings, type Settings, settingsFor } from './settings.ts'
import { isRunning, state } from './state.ts'
import { trainer } from './trainer-client.ts'

/** Changes settings. What makes another run of it begins anew, and runs on where the one before did. */
export function change(changed: Partial<Settings>): void {
  const before = state.settings.value
  const names = (Object.keys(changed) as (keyof Settings)[]).filter((name) => changed[name] !== before[name])
  if (names.length === 0) return
  state.settings.value = { ...before, ...changed }
  if (names.includes('speed')) void trainer.setSpeed(state.settings.value.speed)
  if (names.some((name) => !liveSettings.has(name))) void begin({ isToStart: isRunning.value })
}

/** Takes another data set, with a network that suits it. */
export function chooseData(data: DataSetName): void {
  if (data !== state.settings.value.data) change({ data, ...settingsFor(data) })
}

const FAULTS = 'This link says what cannot be'

/** Takes over what the address of the page says. */
function readAddress(): void {
  const { view, settings, faults } = fromHash(location.hash)
  state.view.value = view
  state.settings.value = settings
  dismiss(FAULTS)
  if (faults.length > 0) {
    const text = `${faults.join(' ')} The default stands in its place.`
    notify({ kind: 'fault', title: FAULTS, text })
  }
  void begin()
}

/** Keeps the address of the page and the state the same from now on. */
export function followAddress(): void {
  readAddress()
  effect(() => {
    const hash = toHash(state.view.value, state.settings.value)
    if (hash === location.hash) return
    // Back leads to the view before, not through every setting.
    if (fromHash(location.hash).view === state.view.value) history.replaceState(null, '', hash)
    else history.pushState(null, '', hash)
  })
  addEventListener('hashchange', () => {
    if (location.hash === toHash(state.view.value, state.settings.value)) return
    const { view, settings } = fromHash(location.hash)
    if (toHash(view, settings) === toHash(view, state.settings.value)) state.view.value = view
    else readAddress()
  })
}
