import { state } from '../../state/state.ts'
import { BackendPanel } from './backends/backend-panel.tsx'
import { DataPanel } from './data/data-panel.tsx'
import { DigitPanels } from './digits/digit-panels.tsx'
import { HistogramPanel } from './histograms/histogram-panel.tsx'
import { LossPanel } from './loss-panel.tsx'
import { NetworkPanel } from './network/network-panel.tsx'
import { SurfacePanel } from './surface/surface-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { Toolbar } from './toolbar.tsx'

/** Training, as it happens. */
export function Learn() {
  const kind = state.run.value?.kind
  return (
    <div class="learn">
      <Toolbar />
      <div class="learn-columns">
        <div class="learn-column">
          <DataPanel />
          <TrainingPanel />
        </div>
        <div class="learn-column">
          <NetworkPanel />
          <HistogramPanel />
        </div>
        <div class="learn-column">
          {(kind === 'plane' || kind === 'curve') && <SurfacePanel />}
          {kind === 'pictures' && <DigitPanels />}
          <LossPanel />
          <BackendPanel />
        </div>
      </div>
    </div>
  )
}
