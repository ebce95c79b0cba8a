import { state } from '../../state/state.ts'

/** The backends that cannot be tested here, and why. */
export function AbsentBackends() {
  const absent = (state.backends.value ?? []).filter(({ available }) => !available)
  if (absent.length === 0) return null
  return (
    <ul class="absent quiet-text">
      {absent.map(({ name, note }) => (
        <li key={name}>
          <b>{name}</b> is not here: {note}
        </li>
      ))}
    </ul>
  )
}
