import type { CaseResult } from '@bilayer/conformance'
import { Panel } from '../../components/panel.tsx'
import { showAll } from '../../state/prove-actions.ts'
import { type Proof, state } from '../../state/state.ts'
import { signs } from './verdict.ts'

/** So many cases are listed at most. */
const MOST = 60

/** A case, and what it was run on. */
interface Row extends CaseResult {
  readonly subject: string
}

/** The cases of the cell that was chosen, or all that failed: what was found, and what was right. */
export function CaseList({ proof }: { readonly proof: Proof }) {
  const cell = state.provedCell.value
  const all: readonly Row[] = proof.columns.flatMap(({ subject, results }) =>
    results.map((result) => ({ ...result, subject: subject.name })),
  )
  const rows = cell
    ? all.filter(({ op, subject }) => op === cell.op && subject === cell.subject)
    : all.filter(({ status }) => status === 'failed')
  const passed = all.filter(({ status }) => status === 'passed').length
  return (
    <Panel
      title={cell ? `${cell.op} on ${cell.subject}` : 'What failed'}
      class="case-list"
      tools={
        cell && (
          <button type="button" class="button small" onClick={showAll}>
            All failures
          </button>
        )
      }
    >
      <p class="quiet-text" role="status">
        {rows.length === 0 && (cell ? 'None of its cases has ended yet.' : noneFailed(proof, passed))}
        {rows.length > MOST && `The first ${MOST} of ${rows.length}.`}
      </p>
      {rows.slice(0, MOST).map((row, i) => (
        <Case
          key={`${row.subject} ${row.op} ${row.title}`}
          row={row}
          isOpen={i === 0 && row.status === 'failed'}
        />
      ))}
    </Panel>
  )
}

const noneFailed = ({ reports }: Proof, passed: number): string =>
  reports ? `Nothing failed: ${passed} cases passed.` : `Nothing failed so far: ${passed} cases passed.`

function Case({ row, isOpen }: { readonly row: Row; readonly isOpen: boolean }) {
  const { subject, op, title, status, reason } = row
  const head = (
    <>
      <span class={`case-sign ${status.replace(' ', '-')}`}>{signs[status]}</span> <code>{op}</code> {title}
    </>
  )
  if (reason === undefined) return <p class="case">{head}</p>
  return (
    <details class="case" open={isOpen} data-case={`${op} › ${title}`}>
      <summary>
        {head} <span class="quiet-text">{subject}</span>
      </summary>
      <pre tabIndex={0} aria-label="What was found, and what was right">
        {reason}
      </pre>
    </details>
  )
}
