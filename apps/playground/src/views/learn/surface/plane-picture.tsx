import { Image } from '../../../components/pictures/image.tsx'
import { type Colour, divergingImage, type Palette, palette } from '../../../components/pictures/palette.ts'
import { state } from '../../../state/state.ts'
import type { Surface } from '../../../worker/protocol.ts'

/** The classes that the network gives to the places of a plane, more colourful where it is sure. */
export function PlanePicture() {
  const target = state.run.value?.target
  const surface = state.frame.value?.surface
  if (!target || !surface) return null
  const classes = target.kind === 'classes' ? target.labels.length : 0
  const image = classes > 2 ? classImage(surface, palette.value) : twoClassImage(surface)
  return <Image class="plane" image={image} />
}

/** Orange where the first class is likelier, blue where the second is. Of a quantity: below and above its mean. */
function twoClassImage({ side, classes, values }: Surface): ImageData {
  const isOfClasses = classes.length > 0
  const signed = Float32Array.from(values, (value, i) => (isOfClasses && classes[i] === 0 ? -value : value))
  return divergingImage(signed, side, side)
}

/** The colour of the likeliest class, faint where others are as likely. */
function classImage({ side, classes, values }: Surface, { classes: colours }: Palette): ImageData {
  const image = new ImageData(side, side)
  for (let i = 0; i < classes.length; i++) {
    const [red, green, blue]: Colour = colours[classes[i] % colours.length]
    image.data.set([red, green, blue, 30 + 150 * values[i]], 4 * i)
  }
  return image
}
