import { Panel } from '../../components/panel.tsx'
import { startMeasuring, stopMeasuring } from '../../state/measure-actions.ts'
import { state } from '../../state/state.ts'
import { MeasureTable } from './measure-table.tsx'
import { nameOf } from './names.ts'
import { RateChart } from './rate-chart.tsx'

/** Steps a second of every backend, by the size of the network. */
export function Measure() {
  const measured = state.measured.value
  const isMeasuring = state.isMeasuring.value
  const isReady = state.backends.value !== undefined && !state.isProving.value
  const now = measured?.now
  return (
    <div class="measure">
      <Panel title="Steps a second">
        <p class="quiet-text intro">
          Training steps of five networks on every backend that works in this browser: forward, gradients, and
          plain gradient descent. Each waits until it is computed. It runs in a worker, and training is paused
          meanwhile.
        </p>
        <div class="measure-tools">
          <button
            type="button"
            class="button primary"
            disabled={!isReady && !isMeasuring}
            onClick={() => void (isMeasuring ? stopMeasuring() : startMeasuring())}
          >
            {isMeasuring ? 'Cancel' : 'Measure'}
          </button>
          <p class="quiet-text" role="status">
            {now ? `${now.backend} on ${nameOf(measured.sizes[now.size])} …` : ''}
          </p>
        </div>
      </Panel>
      {measured && (
        <div class="measure-columns">
          <RateChart measured={measured} />
          <MeasureTable measured={measured} />
        </div>
      )}
    </div>
  )
}
