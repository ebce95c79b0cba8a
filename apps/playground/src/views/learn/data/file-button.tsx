import { formatCount } from '../../../components/format.ts'
import { takeFile } from '../../../state/file-actions.ts'
import { state } from '../../../state/state.ts'

/** Takes a data file of the user's. It may be dropped anywhere on the page, too. */
export function FileButton() {
  return (
    <div class="file">
      <label class="button file-button">
        Your own CSV …
        <input
          class="visually-hidden"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.item(0)
            if (chosen) void takeFile(chosen)
            // The same file may be chosen again, once it is mended.
            currentTarget.value = ''
          }}
        />
      </label>
      <p class="quiet-text file-note" aria-live="polite">
        {note()}
      </p>
    </div>
  )
}

function note(): string {
  const { file, fileAtHand, settings } = state
  if (fileAtHand.value !== undefined) return `Reading ${fileAtHand.value} …`
  if (settings.value.data !== 'csv' || !file.value) return 'Or drop one anywhere. It stays on this machine.'
  const { name, rows, columns } = file.value
  return `${name}: ${formatCount(rows)} rows, ${columns.length} columns`
}
