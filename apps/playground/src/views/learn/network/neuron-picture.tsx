import { divergingImage } from '../../../components/pictures/palette.ts'
import { Image } from '../../../components/pictures/image.tsx'

/** Strips of more numbers than this are drawn as lines. */
const MOST_IN_STRIP = 40

/** What one neuron gives: a picture of a plane or of weights, a line along x, or a strip of averages. */
export function NeuronPicture({
  values,
  width,
  height,
  isSmall,
}: {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
  readonly isSmall: boolean
}) {
  const name = `neuron ${isSmall ? 'small' : ''} ${height === 1 ? 'strip' : ''}`
  if (height === 1 && width > MOST_IN_STRIP) return <Sparkline values={values} isSmall={isSmall} />
  return <Image class={name} image={divergingImage(values, width, height)} />
}

/** A line through numbers from −1 to 1. */
function Sparkline({ values, isSmall }: { readonly values: Float32Array; readonly isSmall: boolean }) {
  const points = Array.from(values, (value, i) => `${i} ${(-20 * value).toFixed(1)}`).join('L')
  return (
    <svg
      class={`neuron sparkline ${isSmall ? 'small' : ''}`}
      viewBox={`0 -24 ${values.length} 48`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="axis" d={`M0 0H${values.length}`} />
      <path class="line" d={`M${points}`} />
    </svg>
  )
}
