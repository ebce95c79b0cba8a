import { expect, test } from 'vitest'
import { centreDigit } from './centre-digit.ts'
import { drawLine, noInk, PAD_SIDE } from './pad.ts'

/** The box of the ink of a picture, and the centre of its mass. */
function measure(picture: Float32Array, side: number) {
  const inked = Array.from(picture.entries()).filter(([, ink]) => ink > 0.01)
  const [xs, ys] = [inked.map(([i]) => i % side), inked.map(([i]) => Math.floor(i / side))]
  const mass = picture.reduce((sum, ink) => sum + ink, 0)
  const middle = (place: (i: number) => number): number =>
    picture.reduce((sum, ink, i) => sum + ink * (place(i) + 0.5), 0) / mass
  return {
    width: Math.max(...xs) - Math.min(...xs) + 1,
    height: Math.max(...ys) - Math.min(...ys) + 1,
    x: middle((i) => i % side),
    y: middle((i) => Math.floor(i / side)),
  }
}

test('no ink is no digit', () => {
  expect(centreDigit(noInk(), PAD_SIDE)).toBeUndefined()
})

test.each([
  ['in a corner', [0.7, 0.1], [0.9, 0.3]],
  ['tall', [0.2, 0.1], [0.2, 0.95]],
  ['small', [0.5, 0.5], [0.52, 0.55]],
] as const)('a line that is %s is scaled to 20 pixels, its mass in the middle', (_, from, to) => {
  const ink = noInk()
  drawLine(ink, from, to)
  const digit = centreDigit(ink, PAD_SIDE)
  expect(digit).toHaveLength(784)
  const { width, height, x, y } = measure(digit ?? new Float32Array(784), 28)
  // Soft edges may reach into one pixel more.
  expect(Math.max(width, height)).toBeGreaterThanOrEqual(20)
  expect(Math.max(width, height)).toBeLessThanOrEqual(21)
  expect(x).toBeCloseTo(14, 1)
  expect(y).toBeCloseTo(14, 1)
  expect(Math.max(...(digit ?? []))).toBeLessThanOrEqual(1.0001)
})
