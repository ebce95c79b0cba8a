import { useCallback } from 'preact/hooks'
import { type Draw, Drawing } from '../../../components/pictures/drawing.tsx'
import { palette } from '../../../components/pictures/palette.ts'
import { state } from '../../../state/state.ts'
import { placeOf } from './place.ts'

/** The curve that the network makes of the samples. */
export function CurvePicture() {
  const window = state.run.value?.window
  const surface = state.frame.value?.surface
  const colour = palette.value.lines[1]
  const draw = useCallback<Draw>(
    (context, width, height) => {
      if (!window || !surface) return
      context.beginPath()
      for (const [i, value] of surface.values.entries()) {
        const x = window.left + ((window.right - window.left) * (i + 0.5)) / surface.side
        context.lineTo(...placeOf(window, width, height, x, value))
      }
      context.strokeStyle = colour
      context.lineWidth = 3
      context.lineJoin = 'round'
      context.stroke()
    },
    [window, surface, colour],
  )
  return <Drawing draw={draw} />
}
