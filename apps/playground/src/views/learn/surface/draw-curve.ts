import { drawPoints, placeOf, type SurfacePicture } from './surface-picture.ts'

/** The samples of a curve, and what the network makes of them. */
export function drawCurve(picture: SurfacePicture): void {
  const { context, width, height, facts, surface, palette } = picture
  const { window } = facts
  if (!window) return
  drawAxes(picture)
  drawPoints(picture, () => palette.lines[0])
  if (!surface) return
  context.beginPath()
  for (const [i, value] of surface.values.entries()) {
    const x = window.left + ((window.right - window.left) * (i + 0.5)) / surface.side
    context.lineTo(...placeOf(window, width, height, x, value))
  }
  context.strokeStyle = palette.lines[1]
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.stroke()
}

/** x = 0 and y = 0. */
function drawAxes({ context, width, height, facts, palette }: SurfacePicture): void {
  if (!facts.window) return
  const [x, y] = placeOf(facts.window, width, height, 0, 0)
  context.beginPath()
  context.moveTo(x, 0)
  context.lineTo(x, height)
  context.moveTo(0, y)
  context.lineTo(width, y)
  context.strokeStyle = palette.gridLine
  context.lineWidth = 1
  context.stroke()
}
