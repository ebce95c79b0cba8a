import { divergingImage } from '../../../components/pictures/palette.ts'
import { Image } from '../../../components/pictures/image.tsx'

/** Strips of more numbers than this are drawn as lines. */
const MOST_IN_STRIP = 40

/** What one neuron gives: a picture of a plane or of weights, a line along x, or a strip of averages. */
export function NeuronPicture({
  values,
  width,
  height,
}: {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}) {
  if (height === 1 && width > MOST_IN_STRIP) return <Sparkline values={values} />
  return (
    <Image class={height === 1 ? 'neuron strip' : 'neuron'} image={divergingImage(values, width, height)} />
  )
}

/** A line through numbers from −1 to 1. */
function Sparkline({ values }: { readonly values: Float32Array }) {
  const points = Array.from(values, (value, i) => `${i} ${(-20 * value).toFixed(1)}`).join('L')
  return (
    <svg
      class="neuron sparkline"
      viewBox={`0 -24 ${values.length} 48`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="axis" d={`M0 0H${values.length}`} />
      <path class="line" d={`M${points}`} />
    </svg>
  )
}
