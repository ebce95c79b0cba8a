import { Panel } from '../../components/panel.tsx'
import { saveModel } from '../../state/model-actions.ts'
import { state } from '../../state/state.ts'
import { modelFiles } from './model-files.ts'
import { ProgramPanel } from './program-panel.tsx'

/** The network as a file, and the run as a program. */
export function TakeAway() {
  const run = state.run.value
  const isShare = run?.target.kind === 'classes' && state.settings.value.loss !== 'crossEntropy'
  return (
    <div class="take-away">
      <Panel title="The network">
        <p class="quiet-text intro">
          As it is now{state.frame.value ? `, after epoch ${state.frame.value.epoch}` : ''}: its weights, what
          stands behind each layer and, of a file, how a row becomes numbers.
          {isShare && ' Its outputs stay as they are: labels belong to the cross entropy.'}
        </p>
        <ul class="model-files">
          {modelFiles.map((file) => (
            <li key={file.format}>
              <button type="button" class="button" disabled={!run} onClick={() => void saveModel(file)}>
                {file.label}
              </button>
              <span class="quiet-text">{file.note}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <ProgramPanel />
    </div>
  )
}
