import { useLayoutEffect, useRef } from 'preact/hooks'
import { type Formula, phases } from './formulas.ts'
import { textOf } from './notation.tsx'

/** Every formula of a step, by phase. One is shown: the arrow keys go to its neighbours. */
export function FormulaTabs({
  formulas,
  index,
  onChoose,
}: {
  readonly formulas: readonly Formula[]
  readonly index: number
  readonly onChoose: (index: number) => void
}) {
  const chosen = useRef<HTMLButtonElement>(null)
  const isByKey = useRef(false)
  useLayoutEffect(() => {
    if (isByKey.current) chosen.current?.focus()
    isByKey.current = false
  }, [index])

  const press = (event: KeyboardEvent): void => {
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: formulas.length - 1,
    }
    const target = targets[event.key]
    if (target === undefined || formulas[target] === undefined) return
    event.preventDefault()
    isByKey.current = true
    onChoose(target)
  }

  return (
    <div class="formula-tabs" role="tablist" aria-label="Formulas" onKeyDown={press}>
      {phases.map((phase) => (
        <div key={phase} class="formula-phase" role="presentation">
          <span class="quiet-text phase-name" aria-hidden="true">
            {phase}
          </span>
          <div class="formula-buttons" role="presentation">
            {formulas.map((formula, i) =>
              formula.phase === phase ? (
                <button
                  key={i}
                  ref={i === index ? chosen : null}
                  type="button"
                  role="tab"
                  class="formula-tab"
                  aria-selected={i === index}
                  aria-label={`${phase}: ${textOf(formula.result)}`}
                  aria-controls="formula"
                  tabIndex={i === index ? 0 : -1}
                  onClick={() => onChoose(i)}
                >
                  {textOf(formula.result)}
                </button>
              ) : null,
            )}
          </div>
        </div>
      ))}
    </div>
  )
}
