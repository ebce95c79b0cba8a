import { Choice } from '../../../components/choice.tsx'
import { formatCount } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { useWanted } from '../../../components/use-wanted.ts'
import { change } from '../../../state/settings-actions.ts'
import { activationNames, MOST_LAYERS } from '../../../state/settings.ts'
import { state } from '../../../state/state.ts'
import { HiddenLayer } from './hidden-layer.tsx'

/** The layers of the network, and what each of their neurons gives. */
export function NetworkPanel() {
  useWanted('neurons')
  const { hidden, activation } = state.settings.value
  const run = state.run.value
  const pictures = state.frame.value?.neurons ?? []
  return (
    <Panel title="Network" tools={<p class="quiet-text">{run && summary(run.layers)}</p>}>
      <div class="network-tools">
        <Choice
          label="Activation"
          options={activationNames.map((value) => ({ value, label: activationLabels[value] }))}
          value={activation}
          onChange={(value) => change({ activation: value })}
        />
        <button
          type="button"
          class="button"
          disabled={hidden.length >= MOST_LAYERS}
          onClick={() => change({ hidden: [...hidden, hidden[hidden.length - 1] ?? 8] })}
        >
          Add a layer
        </button>
        <button
          type="button"
          class="button"
          disabled={hidden.length === 0}
          onClick={() => change({ hidden: hidden.slice(0, -1) })}
        >
          Remove the last
        </button>
      </div>
      <div class="network" tabIndex={0} role="group" aria-label="Hidden layers">
        {hidden.map((size, index) => (
          <HiddenLayer
            key={index}
            index={index}
            size={size}
            pictures={pictures[index]}
            onChange={(value) => change({ hidden: hidden.with(index, value) })}
          />
        ))}
        {hidden.length === 0 && <p class="quiet-text">No hidden layer: the network is linear.</p>}
      </div>
      <p class="quiet-text note">{explanation()}</p>
    </Panel>
  )
}

const activationLabels = { relu: 'ReLU', leakyRelu: 'Leaky ReLU', tanh: 'tanh', sigmoid: 'Sigmoid' } as const

/** 2 → 8 → 1, and how many numbers are learnt. */
function summary(layers: readonly number[]): string {
  const parameters = layers.slice(1).reduce((sum, size, l) => sum + size * (layers[l] + 1), 0)
  return `${layers.join(' → ')}, ${formatCount(parameters)} parameters`
}

/** What the pictures of neurons show. */
function explanation(): string {
  const run = state.run.value
  if (!run || state.settings.value.hidden.length === 0) return ''
  if (run.kind === 'plane') return 'What each neuron gives all over the plane: orange below 0, blue above.'
  if (run.kind === 'curve') return 'What each neuron gives along x.'
  const groups =
    run.target.kind === 'classes' ? `each ${run.target.name}` : `each tenth of ${run.target.name}`
  return run.kind === 'pictures'
    ? `First layer: the weights of each pixel. Further ones: what a neuron gives on average for ${groups}.`
    : `What each neuron gives on average for ${groups}, one strip each: orange below 0, blue above.`
}
