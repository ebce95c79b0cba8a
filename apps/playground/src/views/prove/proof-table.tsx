import type { Counts } from '@bilayer/conformance'
import { countsByOperation } from '@bilayer/conformance/reporters'
import { useSignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { moves } from '../../components/moves.ts'
import { showAll, showCell } from '../../state/prove-actions.ts'
import { type Proof, type ProofColumn, state } from '../../state/state.ts'
import { doneOf, signs, verdictOf } from './verdict.ts'

/** Operations × subjects, filled while the suite runs. One cell takes the keyboard; the arrow keys go to the others. */
export function ProofTable({ proof: { operations, columns } }: { readonly proof: Proof }) {
  const table = useRef<HTMLTableElement>(null)
  const at = useSignal({ row: 0, col: 0 })
  const counts = columns.map((column) => useCounts(column))
  const cases = operations.reduce((sum, each) => sum + each.cases, 0)

  const press = (event: KeyboardEvent): void => {
    const move = moves.get(event.key)
    if (!move) return
    event.preventDefault()
    const row = Math.min(Math.max(at.value.row + move[0], 0), operations.length - 1)
    const col = Math.min(Math.max(at.value.col + move[1], 0), columns.length - 1)
    at.value = { row, col }
    table.current?.querySelector<HTMLElement>(`[data-place="${row} ${col}"]`)?.focus()
  }

  return (
    <section class="panel" aria-label="Operations by backends">
      <div class="table-scroll proof-scroll">
        <table ref={table} class="proof-table" onKeyDown={press}>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              {columns.map((column) => (
                <ColumnHead key={column.subject.name} column={column} cases={cases} />
              ))}
            </tr>
          </thead>
          <tbody>
            {operations.map(({ op, cases: all }, row) => (
              <tr key={op}>
                <th scope="row">
                  <code>{op}</code>
                </th>
                {columns.map(({ subject }, col) => (
                  <Cell
                    key={subject.name}
                    op={op}
                    subject={subject.name}
                    counts={counts[col].get(op)}
                    cases={all}
                    place={`${row} ${col}`}
                    isFirst={at.value.row === row && at.value.col === col}
                    onFocus={() => {
                      at.value = { row, col }
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const useCounts = ({ results }: ProofColumn): ReadonlyMap<string, Counts> =>
  useMemo(() => new Map(countsByOperation(results).map((counts) => [counts.op, counts])), [results])

function ColumnHead({ column, cases }: { readonly column: ProofColumn; readonly cases: number }) {
  const { subject, results } = column
  const failed = results.filter(({ status }) => status === 'failed').length
  const isMutant = subject.kind === 'mutant'
  return (
    <th scope="col" data-subject={subject.name} data-state={column.state}>
      <span class={isMutant ? 'mutant-name' : ''} title={column.now}>
        {isMutant ? `wrong on purpose: ${subject.name}` : subject.name}
      </span>
      <progress value={results.length} max={cases} aria-label={`Cases of ${subject.name} that are done`} />
      <span class="quiet-text column-count">
        {failed > 0 ? `${failed} of ${results.length} failed` : `${results.length} of ${cases}`}
      </span>
    </th>
  )
}

function Cell({
  op,
  subject,
  counts,
  cases,
  place,
  isFirst,
  onFocus,
}: {
  readonly op: string
  readonly subject: string
  readonly counts: Counts | undefined
  readonly cases: number
  readonly place: string
  readonly isFirst: boolean
  readonly onFocus: () => void
}) {
  const verdict = verdictOf(counts, cases)
  const done = counts ? doneOf(counts) : 0
  const text = verdict === 'failed' && counts ? `${counts.failed} of ${cases}` : `${done}`
  const shown = state.provedCell.value
  const isShown = shown?.op === op && shown.subject === subject
  return (
    <td>
      <button
        type="button"
        class={`proof-cell ${verdict.replace(' ', '-')}`}
        data-place={place}
        data-verdict={verdict}
        tabIndex={isFirst ? 0 : -1}
        aria-pressed={isShown}
        aria-label={`${op} on ${subject}: ${verdict === 'failed' ? `${text} failed` : `${verdict}, ${done} of ${cases} done`}`}
        onFocus={onFocus}
        onClick={() => (isShown ? showAll() : showCell({ op, subject }))}
      >
        <span aria-hidden="true">{signs[verdict]}</span> {verdict === 'waiting' ? '' : text}
      </button>
    </td>
  )
}
