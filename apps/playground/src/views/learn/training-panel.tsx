import { Choice } from '../../components/choice.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Panel } from '../../components/panel.tsx'
import { change } from '../../state/settings-actions.ts'
import { lossNames, MOST_EPOCHS, MOST_SEED, optimiserNames, scheduleNames } from '../../state/settings.ts'
import { state } from '../../state/state.ts'

/** How the network learns. */
export function TrainingPanel() {
  const settings = state.settings.value
  const isQuantity = state.run.value?.target.kind === 'quantity'
  const losses = lossNames.filter((name) => !(isQuantity && name === 'crossEntropy'))
  return (
    <Panel title="Training">
      <div class="fields two">
        <Choice
          label="Loss"
          isWide
          options={losses.map((value) => ({ value, label: lossLabels[value] }))}
          value={isQuantity && settings.loss === 'crossEntropy' ? 'meanSquaredError' : settings.loss}
          onChange={(loss) => change({ loss })}
        />
        <Choice
          label="Optimiser"
          isWide
          options={optimiserNames.map((value) => ({ value, label: optimiserLabels[value] }))}
          value={settings.optimiser}
          onChange={(optimiser) => change({ optimiser })}
        />
        <Choice
          label="Schedule"
          isWide
          options={scheduleNames.map((value) => ({ value, label: scheduleLabels[value] }))}
          value={settings.schedule}
          onChange={(schedule) => change({ schedule })}
        />
        <Choice
          label="Learning rate"
          options={around(rates, settings.rate)}
          value={settings.rate}
          onChange={(rate) => change({ rate })}
        />
        <Choice
          label="Batch size"
          options={around(batches, settings.batch)}
          value={settings.batch}
          onChange={(batch) => change({ batch })}
        />
        <Choice
          label="Weight decay"
          options={around(decays, settings.decay)}
          value={settings.decay}
          onChange={(decay) => change({ decay })}
        />
        <NumberField
          label="Epochs"
          value={settings.epochs}
          least={1}
          most={MOST_EPOCHS}
          onChange={(epochs) => change({ epochs })}
        />
        <NumberField
          label="Seed"
          value={settings.seed}
          least={0}
          most={MOST_SEED}
          onChange={(seed) => change({ seed })}
        />
      </div>
    </Panel>
  )
}

const lossLabels = {
  crossEntropy: 'Cross entropy',
  meanSquaredError: 'Squared error',
  huber: 'Huber',
} as const
const optimiserLabels = {
  sgd: 'SGD',
  momentum: 'SGD, momentum',
  rmsProp: 'RMSProp',
  adam: 'Adam',
  adamW: 'AdamW',
} as const
const scheduleLabels = {
  constant: 'Constant',
  stepDecay: 'Stairs',
  cosine: 'Cosine',
  warmUp: 'Warm-up, cosine',
  plateau: 'On plateau',
} as const

const rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
const batches = [1, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
const decays = [0, 0.0001, 0.001, 0.01, 0.1]

/** Numbers to choose from, that of the settings among them: a link may have any. */
const around = (usual: readonly number[], value: number) =>
  [...new Set([...usual, value])]
    .toSorted((a, b) => a - b)
    .map((each) => ({ value: each, label: String(each) }))
