import { computed } from '@preact/signals'
import { isDark } from '../../state/theme.ts'

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number]

/** The colours of pictures, which a canvas cannot take from the style sheet. */
export interface Palette {
  readonly text: string
  readonly quietText: string
  readonly gridLine: string
  readonly border: string
  readonly surface: string
  /** What is below 0, 0 and above: orange and blue (as in ColorBrewer's PuOr and RdBu) are told apart by everybody who sees. */
  readonly diverging: readonly Colour[]
  /** Classes: the first two are the ends of `diverging`; the colours of M. Okabe and K. Ito (2008) follow. */
  readonly classes: readonly Colour[]
  /** Lines of one chart. */
  readonly lines: readonly string[]
}

const light: Palette = {
  text: '#1b2027',
  quietText: '#555e6a',
  gridLine: '#e4e7ec',
  border: '#d9dde3',
  surface: '#ffffff',
  diverging: [
    [179, 88, 6],
    [241, 163, 64],
    [254, 224, 182],
    [247, 247, 247],
    [209, 229, 240],
    [103, 169, 207],
    [31, 95, 168],
  ],
  classes: [
    [201, 104, 14],
    [31, 95, 168],
    [0, 140, 105],
    [204, 121, 167],
    [120, 94, 20],
    [86, 160, 210],
    [150, 45, 0],
    [90, 90, 90],
    [176, 156, 0],
    [110, 60, 150],
  ],
  lines: ['#1f5fa8', '#b35806', '#00785a', '#a8407f', '#6e5700', '#4b5563'],
}

const dark: Palette = {
  text: '#e8ebef',
  quietText: '#a7b0bc',
  gridLine: '#2e353e',
  border: '#343b45',
  surface: '#1d2127',
  diverging: [
    [242, 150, 60],
    [176, 96, 28],
    [92, 58, 34],
    [38, 43, 51],
    [33, 62, 92],
    [54, 110, 168],
    [125, 180, 238],
  ],
  classes: [
    [242, 166, 84],
    [105, 165, 230],
    [60, 190, 150],
    [225, 150, 195],
    [200, 170, 90],
    [150, 205, 245],
    [235, 120, 80],
    [170, 170, 170],
    [240, 228, 66],
    [180, 140, 220],
  ],
  lines: ['#7db4ee', '#f2a654', '#4cc79d', '#e08fc0', '#d3bb5a', '#a7b0bc'],
}

/** The colours of now. */
export const palette = computed(() => (isDark.value ? dark : light))

/** A colour as a canvas and a style sheet take it. */
export const css = ([red, green, blue]: Colour): string => `rgb(${red} ${green} ${blue})`

/** Numbers from −1 to 1 are drawn in so many shades. */
const SHADES = 256

/** The shades of now, a pixel each. */
const shades = computed(() => {
  const stops = palette.value.diverging
  const bytes = new Uint8ClampedArray(4 * SHADES)
  for (let i = 0; i < SHADES; i++) bytes.set([...mixed(stops, i / (SHADES - 1)), 255], 4 * i)
  return new Uint32Array(bytes.buffer)
})

/** The colour of a share, from 0 to 1, of the way along the stops. */
function mixed(stops: readonly Colour[], share: number): number[] {
  const place = share * (stops.length - 1)
  const from = Math.min(Math.floor(place), stops.length - 2)
  return stops[from].map((part, i) => Math.round(part + (place - from) * (stops[from + 1][i] - part)))
}

/** The pixels of a picture, row by row: red, green, blue and opacity, from 0 to 255. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>

/** A picture of numbers from −1, orange, to 1, blue. */
export const divergingImage = (values: Float32Array, width: number, height: number): ImageData =>
  new ImageData(divergingPixels(values), width, height)

/** A number beyond is shown as −1 or 1, and one that is none as 0. */
export function divergingPixels(values: Float32Array): Pixels {
  const pixels = new Uint32Array(values.length)
  const table = shades.value
  for (let i = 0; i < values.length; i++) {
    const value = Number.isNaN(values[i]) ? 0 : Math.min(1, Math.max(-1, values[i]))
    pixels[i] = table[Math.round(((value + 1) / 2) * (SHADES - 1))]
  }
  return new Uint8ClampedArray(pixels.buffer)
}

/** A picture of grey values from 0 to 1: ink on paper, whatever the theme. */
export const greyImage = (values: Float32Array, width: number, height: number): ImageData =>
  new ImageData(greyPixels(values), width, height)

export function greyPixels(values: Float32Array): Pixels {
  const pixels = new Uint8ClampedArray(4 * values.length)
  for (let i = 0; i < values.length; i++) {
    pixels.fill(255 - Math.round(255 * values[i]), 4 * i, 4 * i + 3)
    pixels[4 * i + 3] = 255
  }
  return pixels
}
