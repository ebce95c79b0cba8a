import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './shell/app.tsx'
import { followRace, listBackends } from './state/backend-actions.ts'
import { followTrainer } from './state/run-actions.ts'
import { followAddress } from './state/settings-actions.ts'
import { state } from './state/state.ts'
import { chooseTheme, followSystemTheme, theme } from './state/theme.ts'

followSystemTheme()
chooseTheme(theme.value)
followTrainer()
followRace()
followAddress()
const page = document.querySelector('#page')
if (page) render(<App />, page)

/** What the probes load and compile is not in the way of the first picture. */
const stopWaiting = effect(() => {
  if (state.frame.value === undefined && state.phase.value !== 'failed') return
  queueMicrotask(() => stopWaiting())
  void listBackends()
})
