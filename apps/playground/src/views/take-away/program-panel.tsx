import { Panel } from '../../components/panel.tsx'
import { programOf } from '../../program/program.ts'
import { notify } from '../../state/notices.ts'
import { state } from '../../state/state.ts'

/** This run as a program. */
export function ProgramPanel() {
  const run = state.run.value
  const settings = state.settings.value
  const program = run ? programOf({ settings, ...run }) : ''
  return (
    <Panel
      title="This run as a program"
      tools={
        <button type="button" class="button small" disabled={!run} onClick={() => void copy(program)}>
          Copy as code
        </button>
      }
    >
      <p class="quiet-text intro">
        Pasted into train.mjs in an empty project, it draws the same data, begins with the same weights and
        ends with the loss that this page ends with after {settings.epochs} epochs: bit for bit, where{' '}
        {settings.backend} of Node.js computes as that of this browser does.
        {state.hasSwitched.value &&
          ' This run was on another backend before; the program is on one throughout.'}
        {settings.data === 'csv' && ` The file ${settings.file} must stand beside it.`}
      </p>
      {settings.data === 'digits' && (
        <p class="quiet-text">
          It reads two files, to be saved beside it:{' '}
          <a href="./digits/images.idx.gz" download>
            images.idx.gz
          </a>{' '}
          and{' '}
          <a href="./digits/labels.idx.gz" download>
            labels.idx.gz
          </a>
          .
        </p>
      )}
      <pre class="program" tabIndex={0} aria-label="The program">
        <code>{program}</code>
      </pre>
    </Panel>
  )
}

async function copy(program: string): Promise<void> {
  const title = 'Program'
  try {
    await navigator.clipboard.writeText(program)
    notify({ kind: 'news', title, text: 'The program is copied. Its first lines say how to run it.' })
  } catch {
    notify({
      kind: 'news',
      title,
      text: 'This browser does not let the page copy. Select the program, and copy it.',
    })
  }
}
