import { type Colour, css, divergingImage, type Palette } from '../../../components/pictures/palette.ts'
import type { Surface } from '../../../worker/protocol.ts'
import { drawPoints, type SurfacePicture } from './surface-picture.ts'

/** The classes that the network gives to the places of a plane, more colourful where it is sure, and the samples. */
export function drawPlane(picture: SurfacePicture): void {
  const { context, width, height, surface, facts, palette } = picture
  if (surface) {
    const classes = facts.target.kind === 'classes' ? facts.target.labels.length : 0
    const image = classes > 2 ? classImage(surface, palette) : twoClassImage(surface)
    drawSmooth(context, image, width, height)
  }
  drawPoints(picture, (label) => css(palette.classes[label % palette.classes.length]))
}

/** Orange where the first class is likelier, blue where the second is. Of a quantity: below and above its mean. */
function twoClassImage({ side, classes, values }: Surface): ImageData {
  const isOfClasses = classes.length > 0
  const signed = Float32Array.from(values, (value, i) => (isOfClasses && classes[i] === 0 ? -value : value))
  return divergingImage(signed, side, side)
}

/** The colour of the likeliest class, faint where others are as likely. */
function classImage({ side, classes, values }: Surface, palette: Palette): ImageData {
  const image = new ImageData(side, side)
  for (let i = 0; i < classes.length; i++) {
    const [red, green, blue]: Colour = palette.classes[classes[i] % palette.classes.length]
    image.data.set([red, green, blue, 30 + 150 * values[i]], 4 * i)
  }
  return image
}

let scratch: OffscreenCanvas | undefined

/** Draws a small picture over a large area, smoothly. */
function drawSmooth(
  context: CanvasRenderingContext2D,
  image: ImageData,
  width: number,
  height: number,
): void {
  if (scratch?.width !== image.width || scratch.height !== image.height) {
    scratch = new OffscreenCanvas(image.width, image.height)
  }
  scratch.getContext('2d')?.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  // Paler than the samples, which are seen on it so.
  context.globalAlpha = 0.72
  context.drawImage(scratch, 0, 0, width, height)
  context.globalAlpha = 1
}
