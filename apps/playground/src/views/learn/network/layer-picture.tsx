import { useCallback } from 'preact/hooks'
import { type Draw, Drawing } from '../../../components/pictures/drawing.tsx'
import { palette } from '../../../components/pictures/palette.ts'
import { state } from '../../../state/state.ts'
import { drawNeurons } from './draw-neurons.ts'
import { layoutOf, sizeOf } from './neuron-layout.ts'

/** What each of the first neurons of a hidden layer gives, in one canvas: a browser takes longer for one of each neuron than for what is in them. */
export function LayerPicture({ layer }: { readonly layer: number }) {
  const pictures = state.detailed.value?.neurons?.[layer]
  const colours = palette.value
  const draw = useCallback<Draw>(
    (context, width, height) => {
      if (pictures) drawNeurons({ context, width, height, pictures, palette: colours })
    },
    [pictures, colours],
  )
  if (!pictures) return <div class="nodes" />
  const layout = layoutOf(pictures)
  const { count } = layout
  return (
    <>
      <div class="nodes">
        <Drawing
          draw={draw}
          style={sizeOf(layout)}
          label={`What ${count} neurons of layer ${layer + 1} give`}
        />
      </div>
      {count < pictures.neurons && <p class="quiet-text more">and {pictures.neurons - count} more</p>}
    </>
  )
}
