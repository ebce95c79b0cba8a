import type { DataSetName } from '../../../state/settings.ts'
import { chooseData } from '../../../state/settings-actions.ts'
import { state } from '../../../state/state.ts'
import { CurveThumbnail, DigitsThumbnail, PlaneThumbnail } from './thumbnails.tsx'

/** The data sets that the page brings, as pictures to choose from. */
export function DataTiles() {
  const { data } = state.settings.value
  return (
    <fieldset class="tiles">
      <legend class="visually-hidden">Data set</legend>
      {tiles.map(({ name, label, Thumbnail }) => (
        <label key={name} class="tile">
          <input
            class="visually-hidden"
            type="radio"
            name="data-set"
            checked={data === name}
            onChange={() => chooseData(name)}
          />
          <Thumbnail />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

const tiles: readonly { name: DataSetName; label: string; Thumbnail: () => preact.JSX.Element }[] = [
  { name: 'circles', label: 'Circles', Thumbnail: () => <PlaneThumbnail name="circles" /> },
  { name: 'xor', label: 'Xor', Thumbnail: () => <PlaneThumbnail name="xor" /> },
  { name: 'spirals', label: 'Spirals', Thumbnail: () => <PlaneThumbnail name="spirals" /> },
  { name: 'gaussians', label: 'Gaussians', Thumbnail: () => <PlaneThumbnail name="gaussians" /> },
  { name: 'sine', label: 'Sine', Thumbnail: () => <CurveThumbnail name="sine" /> },
  { name: 'steps', label: 'Steps', Thumbnail: () => <CurveThumbnail name="steps" /> },
  { name: 'bump', label: 'Bump', Thumbnail: () => <CurveThumbnail name="bump" /> },
  { name: 'digits', label: 'Digits', Thumbnail: DigitsThumbnail },
]
