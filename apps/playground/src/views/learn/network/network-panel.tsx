import { Fragment } from 'preact'
import { Choice } from '../../../components/choice.tsx'
import { formatCount } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { useWanted } from '../../../components/use-wanted.ts'
import { change } from '../../../state/settings-actions.ts'
import { activationNames, MOST_LAYERS } from '../../../state/settings.ts'
import { state } from '../../../state/state.ts'
import { HiddenLayer } from './hidden-layer.tsx'
import { Links } from './links.tsx'

/** The layers of the network, and what each of their neurons gives. */
export function NetworkPanel() {
  useWanted('neurons')
  const { hidden, activation } = state.settings.value
  const run = state.run.value
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
      <div class="network" tabIndex={0} role="group" aria-label="Layers">
        <Ends names={run?.inputs ?? []} count={run?.layers[0] ?? 0} title="Inputs" />
        {hidden.map((size, index) => (
          <Fragment key={index}>
            <Links index={index} to={`layer ${index + 1}`} />
            <HiddenLayer
              index={index}
              size={size}
              onChange={(value) => change({ hidden: hidden.with(index, value) })}
            />
          </Fragment>
        ))}
        <Links index={hidden.length} to="the outputs" />
        <Ends names={outputNames()} count={run?.layers.at(-1) ?? 0} title="Outputs" />
      </div>
      <p class="quiet-text note">{explanation()}</p>
    </Panel>
  )
}

/** What goes into the network, or comes out of it. */
function Ends({
  title,
  names,
  count,
}: {
  readonly title: string
  /** None where there are too many. */
  readonly names: readonly string[]
  readonly count: number
}) {
  const isListed = names.length > 0 && names.length <= 16
  return (
    <div class="layer ends">
      <p class="field-label layer-head">{title}</p>
      <ul class="nodes">
        {isListed ? (
          names.map((name) => (
            <li key={name} title={name}>
              {name}
            </li>
          ))
        ) : (
          <li>{formatCount(count)}</li>
        )}
      </ul>
    </div>
  )
}

const activationLabels = { relu: 'ReLU', leakyRelu: 'Leaky ReLU', tanh: 'tanh', sigmoid: 'Sigmoid' } as const

/** 2 → 8 → 1, and how many numbers are learnt. */
function summary(layers: readonly number[]): string {
  const parameters = layers.slice(1).reduce((sum, size, l) => sum + size * (layers[l] + 1), 0)
  return `${layers.join(' → ')}, ${formatCount(parameters)} parameters`
}

/** What the outputs mean, one by one. */
function outputNames(): string[] {
  const run = state.run.value
  if (!run) return []
  if (run.target.kind === 'quantity') return [run.target.name]
  return run.target.labels.length > 2 ? run.target.labels.map(String) : [String(run.target.labels[1])]
}

/** What the pictures of neurons show. */
function explanation(): string {
  const run = state.run.value
  if (!run || state.settings.value.hidden.length === 0) return 'No hidden layer: the network is linear.'
  if (run.kind === 'plane')
    return 'What each neuron gives all over the plane. Orange is below 0, blue above; so with the weights.'
  if (run.kind === 'curve')
    return 'What each neuron gives along x. Weights below 0 are orange, those above blue.'
  const groups =
    run.target.kind === 'classes' ? `each ${run.target.name}` : `each tenth of ${run.target.name}`
  return run.kind === 'pictures'
    ? `First layer: the weights of each pixel. Further ones: what a neuron gives on average for ${groups}. Orange is below 0, blue above.`
    : `What each neuron gives on average for ${groups}, one strip each. Orange is below 0, blue above.`
}
