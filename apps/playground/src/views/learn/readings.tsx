import { formatCount, formatLoss, formatR2, formatShare } from '../../components/format.ts'
import { state } from '../../state/state.ts'

/** How far the training is, in numbers. */
export function Readings() {
  const frame = state.frame.value
  const { epochs } = state.settings.value
  const isQuantity = state.run.value?.target.kind === 'quantity'
  const [score, formatScore] = isQuantity ? (['R²', formatR2] as const) : (['Right', formatShare] as const)
  const last = frame ? frame.curve.epochs.length - 1 : 0
  const rate = frame && frame.milliseconds > 0 ? (1000 * frame.samples) / frame.milliseconds : undefined
  const ofEpochs = (epoch: number): string => `${formatCount(epoch)} / ${formatCount(epochs)}`
  return (
    <dl class="readings">
      <Reading id="epoch" name="Epoch" value={frame?.epoch} format={ofEpochs} />
      <Reading id="step" name="Step" value={frame?.step} format={formatCount} />
      <Reading id="train-loss" name="Training loss" value={frame?.curve.train[last]} format={formatLoss} />
      <Reading id="test-loss" name="Test loss" value={frame?.curve.test[last]} format={formatLoss} />
      <Reading
        id="train-score"
        name={`${score}, training`}
        value={frame?.scores.train}
        format={formatScore}
      />
      <Reading id="test-score" name={`${score}, test`} value={frame?.scores.test} format={formatScore} />
      <Reading id="rate" name="Samples a second" value={rate} format={formatRate} />
    </dl>
  )
}

const formatRate = (rate: number): string => formatCount(Math.round(rate))

/** A number with its name; all its digits are in the page, for whoever wants them. */
function Reading({
  id,
  name,
  value,
  format,
}: {
  readonly id: string
  readonly name: string
  readonly value: number | undefined
  readonly format: (value: number) => string
}) {
  return (
    <div class="reading">
      <dt>{name}</dt>
      <dd>
        <data id={id} value={value ?? ''}>
          {value === undefined ? '–' : format(value)}
        </data>
      </dd>
    </div>
  )
}
