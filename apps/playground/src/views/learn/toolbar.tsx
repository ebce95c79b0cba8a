import { Choice } from '../../components/choice.tsx'
import { advance, reset, toggle } from '../../state/run-actions.ts'
import { change } from '../../state/settings-actions.ts'
import { speeds } from '../../state/settings.ts'
import { isRunning, state } from '../../state/state.ts'
import { Readings } from './readings.tsx'

/** What starts and stops the training, and how far it is. */
export function Toolbar() {
  const isIdle =
    state.run.value === undefined || ['loading', 'finished', 'failed'].includes(state.phase.value)
  return (
    <section class="panel toolbar" aria-label="Run">
      <div class="toolbar-buttons">
        <button type="button" class="button primary" disabled={isIdle} onClick={() => void toggle()}>
          {isRunning.value ? 'Pause' : 'Start'}
        </button>
        <button type="button" class="button" disabled={isIdle} onClick={() => void advance('step')}>
          Step
        </button>
        <button type="button" class="button" disabled={isIdle} onClick={() => void advance('epoch')}>
          Epoch
        </button>
        <button type="button" class="button" onClick={() => void reset()}>
          Reset
        </button>
        <Choice
          label="Speed"
          isLabelHidden
          options={speeds.map((value) => ({ value, label: speedLabel(value) }))}
          value={state.settings.value.speed}
          onChange={(speed) => change({ speed })}
        />
      </div>
      <Readings />
    </section>
  )
}

const speedLabel = (speed: number): string =>
  speed === Infinity ? 'Full speed' : `${speed} step${speed === 1 ? '' : 's'}/s`
