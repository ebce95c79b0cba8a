import { Choice } from '../../../components/choice.tsx'
import { formatCount } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { Slider } from '../../../components/slider.tsx'
import { change } from '../../../state/settings-actions.ts'
import { state } from '../../../state/state.ts'
import { DataTiles } from './data-tiles.tsx'
import { FileButton } from './file-button.tsx'

/** What is learnt. */
export function DataPanel() {
  const { data, samples } = state.settings.value
  const isMade = data !== 'digits' && data !== 'csv'
  return (
    <Panel title="Data">
      <div class="fields">
        <DataTiles />
        <FileButton />
        {data === 'csv' && <TargetChoice />}
        {isMade && <ShareSlider label="Noise" name="noise" least={0} most={1} />}
        {data !== 'csv' && (
          <Slider
            label="Samples"
            value={samples}
            least={isMade ? 50 : 500}
            most={isMade ? 2000 : 10_000}
            step={isMade ? 50 : 500}
            format={formatCount}
            onChange={(value) => change({ samples: value })}
          />
        )}
        <ShareSlider label="Held back to test" name="test" least={0.05} most={0.8} />
      </div>
    </Panel>
  )
}

/** A setting that is a share. */
function ShareSlider({
  label,
  name,
  least,
  most,
}: {
  readonly label: string
  readonly name: 'noise' | 'test'
  readonly least: number
  readonly most: number
}) {
  return (
    <Slider
      label={label}
      value={state.settings.value[name]}
      least={least}
      most={most}
      step={0.05}
      format={percent}
      onChange={(value) => change({ [name]: value })}
    />
  )
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

/** Which column of the user's file is learnt. */
function TargetChoice() {
  const file = state.file.value
  const { target } = state.settings.value
  if (!file) return null
  const last = file.columns[file.columns.length - 1]
  return (
    <Choice
      label="Column to learn"
      options={file.columns.map((value) => ({ value, label: value }))}
      value={target === '' ? last : target}
      onChange={(value) => change({ target: value })}
    />
  )
}
