import { Panel } from '../../../components/panel.tsx'
import { useWanted } from '../../../components/use-wanted.ts'
import { state } from '../../../state/state.ts'
import { Bars } from './bars.tsx'

/** How the weights of each layer, and the gradients of the loss with respect to them, are spread. */
export function HistogramPanel() {
  useWanted('histograms')
  const layers = state.detailed.value?.histograms ?? []
  return (
    <Panel title="Weights and gradients">
      <div class="histograms">
        {layers.map(({ layer, weights, gradients }) => (
          <div key={layer} class="histogram-row">
            <h3 class="row-title">Layer {layer}</h3>
            <Bars title="Weights" of={`the weights of layer ${layer}`} histogram={weights} />
            <Bars title="Gradients" of={`the gradients of layer ${layer}`} histogram={gradients} />
          </div>
        ))}
      </div>
    </Panel>
  )
}
