import { Panel } from '../../../components/panel.tsx'
import { chooseFastest, startRace, stopRace } from '../../../state/backend-actions.ts'
import { state } from '../../../state/state.ts'
import { BackendList } from './backend-list.tsx'
import { RaceResults } from './race-results.tsx'

/** The backends: which there are, which one computes, which is the fastest. */
export function BackendPanel() {
  const isRacing = state.isRacing.value
  const isTiming = state.isTiming.value
  const isThere = state.run.value !== undefined && state.backends.value !== undefined
  return (
    <Panel
      title="Backend"
      tools={
        <div class="panel-tools">
          <button
            type="button"
            class="button small"
            disabled={!isThere || isTiming || isRacing}
            onClick={() => void chooseFastest()}
          >
            {isTiming ? 'Timing …' : 'Take the fastest'}
          </button>
          <button
            type="button"
            class="button small"
            disabled={!isThere || isTiming}
            onClick={() => void (isRacing ? stopRace() : startRace())}
          >
            {isRacing ? 'Stop the race' : 'Race'}
          </button>
        </div>
      }
    >
      <BackendList />
      <RaceResults />
    </Panel>
  )
}
