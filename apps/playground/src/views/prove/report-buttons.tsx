import { download } from '../../components/download.ts'
import { notifyOf } from '../../state/notices.ts'
import { state } from '../../state/state.ts'

/** The reports that can be kept: the name of the reporter, the ending of the file and its type. */
const formats = [
  { label: 'HTML', reporter: 'htmlReport', ending: 'html', type: 'text/html' },
  { label: 'JSON', reporter: 'jsonReport', ending: 'json', type: 'application/json' },
  { label: 'JUnit', reporter: 'junitReport', ending: 'xml', type: 'application/xml' },
] as const

/** Keeps the report of the last run. */
export function ReportButtons() {
  const reports = state.proof.value?.reports
  const save = async ({ reporter, ending, type }: (typeof formats)[number]): Promise<void> => {
    if (!reports) return
    try {
      const reporters = await import('@bilayer/conformance/reporters')
      download(`bilayer-conformance.${ending}`, reporters[reporter](reports), type)
    } catch (error) {
      notifyOf('The report could not be written', error)
    }
  }
  return (
    <div class="field report-buttons" role="group" aria-label="Download the report">
      <span class="field-label">Download the report</span>
      <div class="toolbar-buttons">
        {formats.map((format) => (
          <button
            key={format.label}
            type="button"
            class="button"
            disabled={!reports}
            onClick={() => void save(format)}
          >
            {format.label}
          </button>
        ))}
      </div>
    </div>
  )
}
