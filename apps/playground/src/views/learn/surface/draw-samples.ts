import { css, type Palette } from '../../../components/pictures/palette.ts'
import type { RunFacts } from '../../../worker/protocol.ts'
import { placeOf } from './place.ts'

/** What the samples are drawn of, and where. */
interface SamplesDrawing {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly facts: RunFacts
  readonly palette: Palette
  readonly withTest: boolean
}

/** Draws samples as dots: those to train on full, those to test by with a hole. Of a curve, the axes are below them. */
export function drawSamples(drawing: SamplesDrawing): void {
  const { facts, withTest } = drawing
  if (facts.kind === 'curve') drawAxes(drawing)
  if (!facts.points) return
  drawDots(drawing, facts.points.train, true)
  if (withTest) drawDots(drawing, facts.points.test, false)
}

function drawDots(
  { context, width, height, facts: { kind, window }, palette }: SamplesDrawing,
  points: Float32Array,
  isFull: boolean,
): void {
  if (!window) return
  context.lineWidth = 1.25
  for (let i = 0; i < points.length; i += 3) {
    const [x, y] = placeOf(window, width, height, points[i], points[i + 1])
    const label = points[i + 2]
    const colour = kind === 'curve' ? palette.lines[0] : css(palette.classes[label % palette.classes.length])
    context.beginPath()
    context.arc(x, y, 3.25, 0, 2 * Math.PI)
    context.fillStyle = isFull ? colour : palette.surface
    context.strokeStyle = isFull ? palette.surface : colour
    context.fill()
    context.stroke()
  }
}

/** x = 0 and y = 0. */
function drawAxes({ context, width, height, facts: { window }, palette }: SamplesDrawing): void {
  if (!window) return
  const [x, y] = placeOf(window, width, height, 0, 0)
  context.beginPath()
  context.moveTo(x, 0)
  context.lineTo(x, height)
  context.moveTo(0, y)
  context.lineTo(width, y)
  context.strokeStyle = palette.gridLine
  context.lineWidth = 1
  context.stroke()
}
