import { formatCount, formatLoss } from '../../components/format.ts'
import { Panel } from '../../components/panel.tsx'
import { type Line, LineChart } from '../../components/pictures/line-chart.tsx'
import { state } from '../../state/state.ts'

const lines: readonly Line[] = [
  { label: 'Training', colour: 0 },
  { label: 'Test', colour: 1, isDashed: true },
]

/** The losses of all epochs so far. */
export function LossPanel() {
  const curve = state.detailed.value?.curve
  const last = curve ? curve.epochs.length - 1 : 0
  const label = curve
    ? `After ${formatCount(curve.epochs[last])} epochs the training loss is ${formatLoss(curve.train[last])}, the test loss ${formatLoss(curve.test[last])}.`
    : 'No losses yet.'
  return (
    <Panel title="Loss">
      <LineChart
        label={label}
        xLabel="Epoch"
        lines={lines}
        data={curve ? [curve.epochs, curve.train, curve.test] : NONE}
      />
    </Panel>
  )
}

const NONE = [[], [], []] as const
