import { useSignal } from '@preact/signals'
import { Checkbox } from '../../../components/checkbox.tsx'
import { formatShare } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { css, palette } from '../../../components/pictures/palette.ts'
import { useWanted } from '../../../components/use-wanted.ts'
import { state } from '../../../state/state.ts'
import { CurvePicture } from './curve-picture.tsx'
import { PlanePicture } from './plane-picture.tsx'
import { SamplesPicture } from './samples-picture.tsx'

/** What the network answers all over the plane, or along the curve, with the samples. */
export function SurfacePanel() {
  useWanted('surface')
  const showsTest = useSignal(false)
  const facts = state.run.value
  const colours = palette.value

  const isCurve = facts?.kind === 'curve'
  const score = state.frame.value?.scores.test ?? Number.NaN
  const label = isCurve
    ? `The samples, and the curve that the network makes of them. It explains ${formatShare(score)} of the spread of those to test by.`
    : `The samples, and the class that the network gives to each place of the plane. It names ${formatShare(score)} of those to test by right.`
  const labels = facts?.target.kind === 'classes' ? facts.target.labels : []
  return (
    <Panel
      title={isCurve ? 'Fitted curve' : 'Decision surface'}
      tools={
        <Checkbox
          label="Test samples"
          value={showsTest.value}
          onChange={(value) => {
            showsTest.value = value
          }}
        />
      }
    >
      <div class="surface" role="img" aria-label={label}>
        {!isCurve && <PlanePicture />}
        <SamplesPicture withTest={showsTest.value} />
        {isCurve && <CurvePicture />}
      </div>
      {labels.length > 0 && (
        <p class="legend">
          {labels.slice(0, colours.classes.length).map((name, i) => (
            <span key={String(name)} class="legend-entry">
              <span class="legend-dot" style={{ background: css(colours.classes[i]) }} />
              {String(name)}
            </span>
          ))}
        </p>
      )}
    </Panel>
  )
}
