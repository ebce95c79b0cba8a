import type { Palette } from '../../../components/pictures/palette.ts'
import type { PlaneWindow, RunFacts, Surface } from '../../../worker/protocol.ts'

/** All that a picture of the plane or a curve is drawn of. */
export interface SurfacePicture {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly facts: RunFacts
  /** Undefined until the first frame. */
  readonly surface: Surface | undefined
  readonly palette: Palette
  readonly withTest: boolean
}

/** Draws samples as dots: those to train on full, those to test by with a hole. */
export function drawPoints(
  { context, width, height, facts, palette, withTest }: SurfacePicture,
  colourOf: (label: number) => string,
): void {
  const { window, points } = facts
  if (!window || !points) return
  context.lineWidth = 1.25
  const dots = (values: Float32Array, isFull: boolean): void => {
    for (let i = 0; i < values.length; i += 3) {
      const [x, y] = placeOf(window, width, height, values[i], values[i + 1])
      context.beginPath()
      context.arc(x, y, 3.25, 0, 2 * Math.PI)
      context.fillStyle = isFull ? colourOf(values[i + 2]) : palette.surface
      context.strokeStyle = isFull ? palette.surface : colourOf(values[i + 2])
      context.fill()
      context.stroke()
    }
  }
  dots(points.train, true)
  if (withTest) dots(points.test, false)
}

/** Where a point of the window is in a picture. */
export const placeOf = (
  { left, right, bottom, top }: PlaneWindow,
  width: number,
  height: number,
  x: number,
  y: number,
): [number, number] => [((x - left) / (right - left)) * width, ((top - y) / (top - bottom)) * height]
