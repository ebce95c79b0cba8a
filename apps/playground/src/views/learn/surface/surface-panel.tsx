import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { Checkbox } from '../../../components/checkbox.tsx'
import { formatShare } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { Drawing } from '../../../components/pictures/drawing.tsx'
import { css, palette } from '../../../components/pictures/palette.ts'
import { useWanted } from '../../../components/use-wanted.ts'
import { state } from '../../../state/state.ts'
import { drawCurve } from './draw-curve.ts'
import { drawPlane } from './draw-plane.ts'

/** What the network answers all over the plane, or along the curve, with the samples. */
export function SurfacePanel() {
  useWanted('surface')
  const showsTest = useSignal(false)
  const { run, frame } = state
  const facts = run.value
  const surface = frame.value?.surface
  const colours = palette.value
  const withTest = showsTest.value

  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      if (!facts) return
      const isCurve = facts.target.kind === 'quantity' && facts.kind === 'curve'
      const picture = { context, width, height, facts, surface, palette: colours, withTest }
      if (isCurve) drawCurve(picture)
      else drawPlane(picture)
    },
    [facts, surface, colours, withTest],
  )

  const isCurve = facts?.kind === 'curve'
  const score = frame.value?.scores.test ?? Number.NaN
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
          value={withTest}
          onChange={(value) => {
            showsTest.value = value
          }}
        />
      }
    >
      <Drawing draw={draw} label={label} class="surface" />
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
