import type { ClassTarget, QuantityTarget } from 'bilayer'
import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../../components/format.ts'
import { css, type Palette, palette } from '../../../components/pictures/palette.ts'
import type { RunFacts } from '../../../worker/protocol.ts'

/** What the colours, dots and lines of the picture mean. */
export function SurfaceLegend({ facts: { kind, target } }: { readonly facts: RunFacts }) {
  if (kind === 'curve') return <CurveLegend name={target.name} />
  return target.kind === 'classes' ? <ClassLegend target={target} /> : <QuantityLegend target={target} />
}

function CurveLegend({ name }: { readonly name: string }) {
  const { lines } = palette.value
  return (
    <p class="legend">
      <Dot colour={lines[0]}>Samples</Dot>
      <span class="legend-entry">
        <span class="legend-stroke" style={{ background: lines[1] }} />
        What the network gives for {name}
      </span>
    </p>
  )
}

function ClassLegend({ target: { name, labels } }: { readonly target: ClassTarget }) {
  const colours = palette.value.classes
  const rest = labels.length - colours.length
  return (
    <>
      <p class="legend">
        {labels.slice(0, colours.length).map((label, i) => (
          <Dot key={String(label)} colour={css(colours[i])}>
            {String(label)}
          </Dot>
        ))}
        {rest > 0 && <span>and {rest} more, in the same colours again</span>}
      </p>
      <p class="quiet-text note">
        A dot has the colour of its {name}. A place has that of the {name} the network gives it, paler where
        it is less sure.
      </p>
    </>
  )
}

/** Colours end one deviation from the mean, which is what the network learns as −1 and 1. */
function QuantityLegend({ target: { name, shift, scale } }: { readonly target: QuantityTarget }) {
  const colours = palette.value
  const mean = formatNumber(shift, 3)
  return (
    <>
      <figure class="colour-scale">
        <div class="colour-scale-bar" style={{ background: gradientOf(colours) }} />
        <figcaption class="axis across">
          <span>{formatNumber(shift - scale, 3)} or less</span>
          <span class="axis-name" title={name}>
            {name}
          </span>
          <span>{formatNumber(shift + scale, 3)} or more</span>
        </figcaption>
      </figure>
      <p class="legend">
        <Dot colour={css(colours.classes[0])}>Samples below the mean, {mean}</Dot>
        <Dot colour={css(colours.classes[1])}>Above it</Dot>
      </p>
      <p class="quiet-text note">A place has the colour of the {name} that the network gives it.</p>
    </>
  )
}

const gradientOf = ({ diverging }: Palette): string =>
  `linear-gradient(to right, ${diverging.map(css).join()})`

function Dot({ colour, children }: { readonly colour: string; readonly children: ComponentChildren }) {
  return (
    <span class="legend-entry">
      <span class="legend-dot" style={{ background: colour }} />
      <span>{children}</span>
    </span>
  )
}
