import { NumberField } from '../../../components/number-field.tsx'
import { MOST_NEURONS } from '../../../state/settings.ts'
import { LayerPicture } from './layer-picture.tsx'

/** One hidden layer: how many neurons it has, and what the first of them give. */
export function HiddenLayer({
  index,
  size,
  onChange,
}: {
  readonly index: number
  readonly size: number
  readonly onChange: (size: number) => void
}) {
  return (
    <div class="layer">
      <NumberField
        label={`Layer ${index + 1}`}
        value={size}
        least={1}
        most={MOST_NEURONS}
        onChange={onChange}
      />
      <LayerPicture layer={index} />
    </div>
  )
}
