import { useEffect } from 'preact/hooks'
import { Panel } from '../../components/panel.tsx'
import { Slider } from '../../components/slider.tsx'
import { deriveOn, followDerivation, showFormula } from '../../state/derivation-actions.ts'
import { MOST_DERIVED } from '../../state/settings.ts'
import { state } from '../../state/state.ts'
import { formulasOf } from './formulas.ts'
import { FormulaTabs } from './formula-tabs.tsx'
import { GradientCheckPanel } from './gradient-check.tsx'
import { PictureEquation } from './picture-equation.tsx'
import { SourceView } from './source-view.tsx'
import { Typeset } from './typeset.tsx'

/** One training step of the network of now, formula by formula, with the matrices that pass through it. */
export function Derivation() {
  useEffect(() => followDerivation(), [])
  const derivation = state.derivation.value
  const run = state.run.value
  if (!derivation || !run) {
    const isNone = state.phase.value === 'failed'
    return (
      <p class="loading">
        {isNone ? 'There is no network to look at. Choose another on Learn.' : 'Taking a step …'}
      </p>
    )
  }
  const formulas = formulasOf(state.settings.value, derivation.loss, run.layers.length - 1)
  const index = Math.min(state.settings.value.formula, formulas.length - 1)
  const formula = formulas[index]
  const choose = (place: number): void => showFormula(place, formulas[place].broken)
  return (
    <div class="derivation">
      <Panel
        title="One training step"
        tools={
          <div class="panel-tools">
            <button
              type="button"
              class="button small"
              disabled={index === 0}
              onClick={() => choose(index - 1)}
            >
              ← Previous
            </button>
            <button
              type="button"
              class="button small"
              disabled={index === formulas.length - 1}
              onClick={() => choose(index + 1)}
            >
              Next →
            </button>
          </div>
        }
      >
        <FormulaTabs formulas={formulas} index={index} onChoose={choose} />
        <div id="formula" class="formula-panel" role="tabpanel" aria-label={formula.title}>
          <h3 class="formula-title">{formula.title}</h3>
          <Typeset formula={formula} />
          <PictureEquation formula={formula} matrices={derivation.matrices} />
          <p class="quiet-text formula-note">{formula.note}</p>
        </div>
        <div class="derivation-batch">
          <Slider
            label="Samples, the columns of X"
            value={state.settings.value.derived}
            least={1}
            most={MOST_DERIVED}
            step={1}
            onChange={deriveOn}
          />
          <p class="quiet-text">
            The first of the samples to train on, computed on {state.backend.value?.name ?? '–'} with the
            network of epoch {derivation.epoch}, step {derivation.step}.
          </p>
        </div>
      </Panel>
      <div class="derivation-side">
        <Panel title="The code that computes it">
          {formula.sources.map((source) => (
            <SourceView key={`${source.file} ${source.number}`} source={source} />
          ))}
        </Panel>
        <GradientCheckPanel formulas={formulas} />
      </div>
    </div>
  )
}
