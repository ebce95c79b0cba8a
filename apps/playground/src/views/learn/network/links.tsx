import { useCallback } from 'preact/hooks'
import { type Draw, Drawing } from '../../../components/pictures/drawing.tsx'
import { css, palette } from '../../../components/pictures/palette.ts'
import { state } from '../../../state/state.ts'

/** The weights between two layers as lines: orange below 0, blue above, thicker and fuller where they are larger. */
export function Links({
  index,
  to,
}: {
  /** 0 for those from the inputs. */
  readonly index: number
  /** The layer that they lead to, in words. */
  readonly to: string
}) {
  const weights = state.detailed.value?.links?.[index]
  const inputs = state.run.value?.layers[index] ?? 0
  const { diverging } = palette.value
  const [below, above] = [css(diverging[0]), css(diverging[diverging.length - 1])]
  const draw = useCallback<Draw>(
    (context, width, height) => {
      if (!weights || inputs === 0) return
      const outputs = weights.length / inputs
      for (const [i, weight] of weights.entries()) {
        const size = Math.abs(weight)
        context.beginPath()
        context.moveTo(0, (((i % inputs) + 0.5) / inputs) * height)
        context.lineTo(width, ((Math.floor(i / inputs) + 0.5) / outputs) * height)
        context.strokeStyle = weight < 0 ? below : above
        context.globalAlpha = 0.15 + 0.75 * size
        context.lineWidth = 0.5 + 3 * size
        context.stroke()
      }
      context.globalAlpha = 1
    },
    [weights, inputs, below, above],
  )
  return <Drawing draw={draw} class="links" label={`The weights of ${to}`} />
}
