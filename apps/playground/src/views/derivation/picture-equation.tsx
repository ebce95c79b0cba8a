import type { TracedMatrix } from '../../worker/protocol.ts'
import type { Formula } from './formulas.ts'
import { MatrixPicture } from './matrix-picture.tsx'

/** A formula with the very matrices in the places of their names. */
export function PictureEquation({
  formula: { result, terms, phase },
  matrices,
}: {
  readonly formula: Formula
  readonly matrices: readonly TracedMatrix[]
}) {
  const picture = (name: string, isTransposed: boolean, key: string) => {
    const matrix = matrices.find((each) => each.name === name)
    return matrix && <MatrixPicture key={key} matrix={matrix} isTransposed={isTransposed} />
  }
  return (
    <div class="picture-equation">
      {picture(result, false, 'result')}
      <span class="sign">{phase === 'Update' ? '←' : '='}</span>
      {terms.map((term, i) =>
        'sign' in term ? (
          <span key={`sign ${i}`} class="sign">
            {term.sign}
          </span>
        ) : (
          picture(term.matrix, term.isTransposed ?? false, `${term.matrix} ${i}`)
        ),
      )}
    </div>
  )
}
