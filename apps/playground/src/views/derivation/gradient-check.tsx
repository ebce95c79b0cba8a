import { Choice } from '../../components/choice.tsx'
import { Panel } from '../../components/panel.tsx'
import { Slider } from '../../components/slider.tsx'
import { breakTerm, runCheck } from '../../state/derivation-actions.ts'
import { MOST_BROKEN } from '../../state/settings.ts'
import { state } from '../../state/state.ts'
import type { BrokenTerm } from '../../worker/protocol.ts'
import type { Formula } from './formulas.ts'
import { CheckTable } from './check-table.tsx'
import { textOf } from './notation.tsx'

/** The gradients against central differences, with a term that can be broken on purpose. */
export function GradientCheckPanel({ formulas }: { readonly formulas: readonly Formula[] }) {
  const terms = termsOf(formulas)
  const { term, layer, by } = state.settings.value
  const chosen = terms.findIndex((each) => each.term === term && each.layer === layer)
  const check = state.check.value
  return (
    <Panel
      title="Gradient check"
      tools={
        <button type="button" class="button small" disabled={state.isChecking.value} onClick={runCheck}>
          {check ? 'Check again' : 'Check the gradients'}
        </button>
      }
    >
      <p class="quiet-text">
        Each gradient beside the central difference of the loss in float64, (ℓ(θ + h) − ℓ(θ − h)) / 2h. Break
        a term of the formulas, and see where the error goes.
      </p>
      <div class="break-fields">
        <Choice
          label="Break"
          options={terms.map((each, value) => ({ value, label: labelOf(each) }))}
          value={Math.max(0, chosen)}
          onChange={(place) => breakTerm(terms[place], by)}
        />
        <Slider
          label="By"
          value={by}
          least={-MOST_BROKEN}
          most={MOST_BROKEN}
          step={1}
          format={(value) => `${value > 0 ? '+' : ''}${value} %`.replace('-', '−')}
          onChange={(value) => breakTerm(terms[Math.max(0, chosen)], value)}
        />
      </div>
      <CheckTable check={check} />
    </Panel>
  )
}

/** What can be broken, each once. */
function termsOf(formulas: readonly Formula[]): readonly Pick<BrokenTerm, 'term' | 'layer'>[] {
  const found = new Map<string, Pick<BrokenTerm, 'term' | 'layer'>>()
  for (const { broken } of formulas) if (broken) found.set(`${broken.term}${broken.layer}`, broken)
  return [...found.values()]
}

function labelOf({ term, layer }: Pick<BrokenTerm, 'term' | 'layer'>): string {
  if (term === 'R') return 'R'
  const name = textOf(`${term}${layer}`)
  return term === 'W' ? `${name}ᵀ in V${textOf(`V${layer - 1}`).slice(1)}` : name
}
