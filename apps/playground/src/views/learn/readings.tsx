import { formatCount, formatLoss, formatShare } from '../../components/format.ts'
import { state } from '../../state/state.ts'

/** How far the training is, in numbers. */
export function Readings() {
  const frame = state.frame.value
  const { epochs } = state.settings.value
  const last = frame ? frame.curve.epochs.length - 1 : -1
  const score = state.run.value?.target.kind === 'quantity' ? 'R²' : 'Right'
  return (
    <dl class="readings">
      <Reading
        name="Epoch"
        value={frame ? `${formatCount(frame.epoch)} / ${formatCount(epochs)}` : '–'}
        id="epoch"
      />
      <Reading name="Step" value={frame ? formatCount(frame.step) : '–'} id="step" />
      <Reading
        name="Training loss"
        value={frame ? formatLoss(frame.curve.train[last]) : '–'}
        id="train-loss"
      />
      <Reading name="Test loss" value={frame ? formatLoss(frame.curve.test[last]) : '–'} id="test-loss" />
      <Reading
        name={`${score}, training`}
        value={frame ? formatShare(frame.scores.train) : '–'}
        id="train-score"
      />
      <Reading name={`${score}, test`} value={frame ? formatShare(frame.scores.test) : '–'} id="test-score" />
      <Reading
        name="Samples a second"
        value={
          frame && frame.milliseconds > 0
            ? formatCount(Math.round((1000 * frame.samples) / frame.milliseconds))
            : '–'
        }
        id="rate"
      />
    </dl>
  )
}

function Reading({
  name,
  value,
  id,
}: {
  readonly name: string
  readonly value: string
  readonly id: string
}) {
  return (
    <div class="reading">
      <dt>{name}</dt>
      <dd data-reading={id}>{value}</dd>
    </div>
  )
}
