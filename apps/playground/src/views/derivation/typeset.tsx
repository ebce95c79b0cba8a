import type { Formula } from './formulas.ts'
import { MathSign, MathSymbol } from './notation.tsx'

/** A formula, typeset by the browser. */
export function Typeset({ formula: { result, terms, phase } }: { readonly formula: Formula }) {
  return (
    <math display="block" class="formula">
      <mrow>
        <MathSymbol name={result} />
        <mo>{phase === 'Update' ? '←' : '='}</mo>
        {terms.map((term, i) =>
          'sign' in term ? (
            <MathSign key={i} sign={term.sign} />
          ) : (
            <MathSymbol key={i} name={term.matrix} isTransposed={term.isTransposed ?? false} />
          ),
        )}
      </mrow>
    </math>
  )
}
