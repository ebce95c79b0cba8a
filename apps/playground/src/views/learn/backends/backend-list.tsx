import { chooseBackend } from '../../../state/run-actions.ts'
import { type BackendName, backendNames } from '../../../state/settings.ts'
import { state } from '../../../state/state.ts'

/** Every backend, to be picked at any time, with the reason where it does not work here. */
export function BackendList() {
  const rows = state.backends.value
  const trials = state.trials.value
  const now = state.backend.value
  const chosen = state.settings.value.backend
  return (
    <fieldset class="backends" aria-busy={rows === undefined}>
      <legend class="visually-hidden">Backend</legend>
      {backendNames.map((name) => {
        const row = rows?.find((each) => each.name === name)
        const trial = trials?.find((each) => each.name === name)
        const isNow = now?.name === name
        return (
          <label key={name} class="backend" data-backend={name} data-is-now={isNow}>
            <input
              type="radio"
              name="backend"
              checked={name === chosen}
              disabled={row?.available !== true}
              onChange={() => void chooseBackend(name)}
            />
            <span class="backend-name">{name}</span>
            {trial?.milliseconds !== undefined && (
              <data class="backend-time" value={trial.milliseconds}>
                {timeOf(trial.milliseconds)} a step
              </data>
            )}
            <span class="backend-note quiet-text">{noteOf(name)}</span>
            {trial?.outcome === 'not tried' && (
              <span class="backend-note quiet-text">Not timed: {trial.reason}.</span>
            )}
          </label>
        )
      })}
      {state.hasSwitched.value && (
        <p class="quiet-text note">
          This run was on another backend before: its link begins it anew on {now?.name}.
        </p>
      )}
    </fieldset>
  )
}

/** What it computes on, what it is about to do, or why it does not work here. */
function noteOf(name: BackendName): string {
  const now = state.backend.value
  if (now?.name === name) return [now.device, now.mode].filter(Boolean).join(', ')
  if (state.settings.value.backend === name && state.run.value) return 'Taking over …'
  return state.backends.value?.find((row) => row.name === name)?.note ?? 'Looking …'
}

const timeOf = (milliseconds: number): string =>
  milliseconds < 1 ? `${Math.round(1000 * milliseconds)} µs` : `${milliseconds.toPrecision(3)} ms`
