import { afterEach, expect, test } from 'vitest'
import { theme } from '../../state/theme.ts'
import { divergingPixels, greyPixels, palette, type Pixels } from './palette.ts'

afterEach(() => {
  theme.value = 'system'
})

/** The pixels of a picture, one by one. */
const pixelsOf = (bytes: Pixels): number[][] =>
  Array.from({ length: bytes.length / 4 }, (_, i) => [...bytes.subarray(4 * i, 4 * i + 4)])

test.each(['light', 'dark'] as const)(
  'numbers go from orange by the middle to blue, where the page is %s',
  (choice) => {
    theme.value = choice
    const stops = palette.value.diverging.map((stop) => [...stop, 255])
    const values = Float32Array.from(stops, (_, i) => (2 * i) / (stops.length - 1) - 1)
    const pixels = pixelsOf(divergingPixels(values))
    expect([pixels[0], pixels.at(-1)]).toEqual([stops[0], stops.at(-1)])
    // There are 256 shades, none of which is in the very middle.
    for (const [i, pixel] of pixels.entries())
      for (const [part, value] of pixel.entries()) expect(Math.abs(value - stops[i][part])).toBeLessThan(2)
  },
)

test('what is beyond is as the end, and what is no number as 0', () => {
  const [below, above, none, ...known] = pixelsOf(
    divergingPixels(Float32Array.of(-Infinity, 7, Number.NaN, -1, 1, 0)),
  )
  expect([below, above, none]).toEqual(known)
})

test('ink is black on white paper, whatever the theme', () => {
  theme.value = 'dark'
  expect(pixelsOf(greyPixels(Float32Array.of(0, 0.5, 1)))).toEqual([
    [255, 255, 255, 255],
    [127, 127, 127, 255],
    [0, 0, 0, 255],
  ])
})
