import { divergingImage, type Palette } from '../../../components/pictures/palette.ts'
import type { NeuronPictures } from '../../../worker/protocol.ts'
import { fitted, layoutOf, type NeuronLayout } from './neuron-layout.ts'

/** What the pictures of a layer's neurons are drawn of, and where. */
interface LayerDrawing {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly pictures: NeuronPictures
  readonly palette: Palette
}

type Place = readonly [left: number, top: number]

const RADIUS = 5

/** Draws all pictures of a layer, spread over the area, each in a frame of its own. */
export function drawNeurons(drawing: LayerDrawing): void {
  const { context, palette } = drawing
  const layout = fitted(layoutOf(drawing.pictures), drawing.width)
  const places = placesOf(layout, drawing)
  const frames = new Path2D()
  // Lines of one pixel lie between two of them.
  for (const [left, top] of places)
    frames.roundRect(left + 0.5, top + 0.5, layout.width - 1, layout.height - 1, RADIUS)
  context.save()
  context.clip(frames)
  if (layout.kind === 'line') drawLines(drawing, layout, places)
  else drawImages(drawing, layout, places)
  context.restore()
  context.strokeStyle = palette.border
  context.lineWidth = 1
  context.stroke(frames)
}

/** Where each picture begins: in the middle of its part of the area. */
const placesOf = ({ count, columns, rows, ...picture }: NeuronLayout, area: LayerDrawing): Place[] =>
  Array.from({ length: count }, (_, i) => [
    Math.round((((i % columns) + 0.5) / columns) * area.width - picture.width / 2),
    Math.round(((Math.floor(i / columns) + 0.5) / rows) * area.height - picture.height / 2),
  ])

/** Numbers as colours. */
function drawImages(
  { context, pictures: { values, width, height } }: LayerDrawing,
  layout: NeuronLayout,
  places: readonly Place[],
): void {
  const sheet = sheetOf(divergingImage(values, width, layout.count * height))
  context.imageSmoothingEnabled = layout.kind === 'area'
  for (const [i, [left, top]] of places.entries())
    context.drawImage(sheet, 0, i * height, width, height, left, top, layout.width, layout.height)
}

/** Numbers as lines, each with its axis. */
function drawLines(
  { context, pictures: { values, width }, palette }: LayerDrawing,
  layout: NeuronLayout,
  places: readonly Place[],
): void {
  const [axes, lines] = [new Path2D(), new Path2D()]
  for (const [i, [left, top]] of places.entries()) {
    const middle = top + layout.height / 2
    axes.rect(left, middle - 0.5, layout.width, 1)
    const row = values.subarray(i * width, (i + 1) * width)
    for (const [place, value] of row.entries()) {
      const x = left + ((place + 0.5) / width) * layout.width
      const y = middle - value * LINE_SHARE * (layout.height / 2)
      if (place === 0) lines.moveTo(x, y)
      else lines.lineTo(x, y)
    }
  }
  context.fillStyle = palette.border
  context.fill(axes)
  context.strokeStyle = palette.lines[0]
  context.lineWidth = 2
  context.lineJoin = 'round'
  context.stroke(lines)
}

/** How far a line of numbers from −1 to 1 goes towards the edges. */
const LINE_SHARE = 0.83

const sheets = new Map<string, OffscreenCanvas>()

/** An image that can be drawn in parts: one canvas for each size, which a next image takes over. */
function sheetOf(image: ImageData): OffscreenCanvas {
  const size = `${image.width} × ${image.height}`
  const sheet = sheets.get(size) ?? new OffscreenCanvas(image.width, image.height)
  sheets.set(size, sheet)
  sheet.getContext('2d')?.putImageData(image, 0, 0)
  return sheet
}
