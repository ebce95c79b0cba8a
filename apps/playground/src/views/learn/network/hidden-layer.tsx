import { NumberField } from '../../../components/number-field.tsx'
import { MOST_NEURONS } from '../../../state/settings.ts'
import type { NeuronPictures } from '../../../worker/protocol.ts'
import { NeuronPicture } from './neuron-picture.tsx'

/** Larger layers are shown as a square of pictures rather than a column. */
const LARGEST_COLUMN = 16

/** One hidden layer: how many neurons it has, and what the first of them give. */
export function HiddenLayer({
  index,
  size,
  pictures,
  onChange,
}: {
  readonly index: number
  readonly size: number
  /** Undefined until there are some. */
  readonly pictures: NeuronPictures | undefined
  readonly onChange: (size: number) => void
}) {
  const area = pictures ? pictures.width * pictures.height : 1
  const shown = pictures ? pictures.values.length / area : 0
  const columns = shown > LARGEST_COLUMN ? Math.ceil(Math.sqrt(shown)) : 1
  return (
    <div class="layer">
      <NumberField
        label={`Layer ${index + 1}`}
        value={size}
        least={1}
        most={MOST_NEURONS}
        onChange={onChange}
      />
      <div class={columns > 1 ? 'neurons square' : 'nodes'} style={{ '--columns': columns }}>
        {pictures &&
          Array.from({ length: shown }, (_, neuron) => (
            <NeuronPicture
              key={neuron}
              values={pictures.values.subarray(neuron * area, (neuron + 1) * area)}
              width={pictures.width}
              height={pictures.height}
              isSmall={shown > 8}
            />
          ))}
      </div>
      {pictures && shown < pictures.neurons && (
        <p class="quiet-text more">and {pictures.neurons - shown} more</p>
      )}
    </div>
  )
}
