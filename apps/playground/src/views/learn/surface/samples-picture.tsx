import { useCallback } from 'preact/hooks'
import { type Draw, Drawing } from '../../../components/pictures/drawing.tsx'
import { palette } from '../../../components/pictures/palette.ts'
import { state } from '../../../state/state.ts'
import { drawSamples } from './draw-samples.ts'

/** The samples, in a picture of their own, which stays as it is while the network learns: so many dots take longer than all that changes. */
export function SamplesPicture({ withTest }: { readonly withTest: boolean }) {
  const facts = state.run.value
  const colours = palette.value
  const draw = useCallback<Draw>(
    (context, width, height) => {
      if (facts) drawSamples({ context, width, height, facts, palette: colours, withTest })
    },
    [facts, colours, withTest],
  )
  return <Drawing draw={draw} />
}
