import { useEffect } from 'preact/hooks'
import { Choice } from '../../components/choice.tsx'
import { Panel } from '../../components/panel.tsx'
import { chooseMutant, listMutants, startProof, stopProof } from '../../state/prove-actions.ts'
import { state } from '../../state/state.ts'
import { AbsentBackends } from './absent-backends.tsx'
import { CaseList } from './case-list.tsx'
import { ProofTable } from './proof-table.tsx'
import { ReportButtons } from './report-buttons.tsx'

/** The conformance suite, on every backend of this browser. */
export function Prove() {
  useEffect(() => void listMutants(), [])
  const isProving = state.isProving.value
  const isReady = state.backends.value !== undefined && !state.isMeasuring.value
  return (
    <div class="prove">
      <Panel title="The conformance suite">
        <p class="quiet-text intro">
          Every operation of every backend, element by element, against float64 arithmetic that knows how far
          float32 may be from it; and the gradients against PyTorch’s and central differences. It runs in a
          worker, and training is paused meanwhile.
        </p>
        <div class="prove-tools">
          <button
            type="button"
            class="button primary"
            disabled={!isReady && !isProving}
            onClick={() => void (isProving ? stopProof() : startProof())}
          >
            {isProving ? 'Cancel' : 'Run the suite'}
          </button>
          <Choice
            label="To see a failure, test a backend that is wrong on purpose too"
            options={[
              { value: '', label: 'None' },
              ...state.mutants.value.map((fault) => ({ value: fault, label: fault })),
            ]}
            value={state.settings.value.mutant}
            onChange={chooseMutant}
          />
          <ReportButtons />
        </div>
        <AbsentBackends />
      </Panel>
      {state.proof.value && (
        <div class="prove-columns">
          <ProofTable proof={state.proof.value} />
          <CaseList proof={state.proof.value} />
        </div>
      )}
    </div>
  )
}
