import { useSignal } from '@preact/signals'
import { Checkbox } from '../../../components/checkbox.tsx'
import { formatNumber, formatShare } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { useWanted } from '../../../components/use-wanted.ts'
import { state } from '../../../state/state.ts'
import type { Axes, Axis as AxisFacts, RunFacts } from '../../../worker/protocol.ts'
import { Axis } from './axis.tsx'
import { CurvePicture } from './curve-picture.tsx'
import { PlanePicture } from './plane-picture.tsx'
import { SamplesPicture } from './samples-picture.tsx'
import { SurfaceLegend } from './surface-legend.tsx'

/** What the network answers all over the plane, or along the curve, with the samples. */
export function SurfacePanel() {
  useWanted('surface')
  const showsTest = useSignal(false)
  const facts = state.run.value
  if (!facts?.axes) return null
  const { kind, axes } = facts
  const score = state.frame.value?.scores.test ?? Number.NaN
  return (
    <Panel
      title={titleOf(facts)}
      tools={
        <Checkbox
          label="Test samples, hollow"
          value={showsTest.value}
          onChange={(value) => {
            showsTest.value = value
          }}
        />
      }
    >
      <div class="surface-frame">
        <Axis axis={axes.up} edge="up" />
        <div class="surface" role="img" aria-label={labelOf(facts, axes, score)}>
          {kind === 'plane' && <PlanePicture />}
          <SamplesPicture withTest={showsTest.value} />
          {kind === 'curve' && <CurvePicture />}
        </div>
        <Axis axis={axes.across} edge="across" />
      </div>
      <SurfaceLegend facts={facts} />
    </Panel>
  )
}

function titleOf({ kind, target }: RunFacts): string {
  if (kind === 'curve') return 'Fitted curve'
  return target.kind === 'classes' ? 'Decision surface' : 'Fitted surface'
}

/** All that the picture shows, for who does not see it. */
function labelOf({ kind, target }: RunFacts, { across, up }: Axes, score: number): string {
  const place = `Across: ${rangeOf(across)}. Up: ${rangeOf(up)}.`
  const share = formatShare(score)
  if (target.kind === 'classes')
    return `The samples, and the class that the network gives to each place of the plane. It names ${share} of those to test by right. ${place}`
  const given =
    kind === 'curve'
      ? 'the curve that the network makes of them'
      : `the ${target.name} that the network gives to each place of the plane`
  return `The samples, and ${given}. It explains ${share} of the spread of those to test by. ${place}`
}

const rangeOf = ({ name, from, to }: AxisFacts): string =>
  `${name}, from ${formatNumber(from, 3)} to ${formatNumber(to, 3)}`
