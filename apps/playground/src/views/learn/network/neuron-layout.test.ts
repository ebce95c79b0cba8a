import { expect, test } from 'vitest'
import { fitted, layoutOf, sizeOf } from './neuron-layout.ts'

/** The layout of so many neurons, whose pictures are so large. */
const layout = (count: number, width: number, height: number) =>
  layoutOf({ neurons: count, width, height, values: new Float32Array(count * width * height) })

test.each([
  ['a few on a plane', [8, 32, 32], { kind: 'area', columns: 1, rows: 8, width: 44, height: 44 }],
  ['more in a column', [16, 32, 32], { kind: 'area', columns: 1, rows: 16, width: 26, height: 26 }],
  ['many in a square', [17, 32, 32], { kind: 'area', columns: 5, rows: 4, width: 44, height: 44 }],
  ['more in a square', [40, 32, 32], { kind: 'area', columns: 7, rows: 6, width: 30, height: 30 }],
  ['the most in a square', [64, 32, 32], { kind: 'area', columns: 8, rows: 8, width: 26, height: 26 }],
  ['along a curve', [8, 128, 1], { kind: 'line', columns: 1, rows: 8, width: 44, height: 44 }],
  ['by class', [8, 10, 1], { kind: 'strip', columns: 1, rows: 8, width: 60, height: 14 }],
] as const)('neurons, %s, have their layout', (_, [count, width, height], expected) => {
  expect(layout(count, width, height)).toEqual({ ...expected, count })
})

test('a column is as high as its place, a square has its proportions', () => {
  expect(sizeOf(layout(8, 32, 32))).toEqual({ width: '48px', height: '100%' })
  expect(sizeOf(layout(64, 32, 32))).toEqual({
    width: '240px',
    minWidth: '144px',
    maxWidth: '100%',
    aspectRatio: '240 / 240',
  })
})

test('a square of large pictures may become as small as one of small pictures', () => {
  expect(sizeOf(layout(20, 32, 32))).toMatchObject({ width: '240px', minWidth: '90px' })
  expect(sizeOf(layout(25, 10, 1))).toMatchObject({ width: '320px', minWidth: '192px' })
})

test('pictures of a square become smaller where there is no room, never larger', () => {
  const square = layout(64, 32, 32)
  expect(fitted(square, 1000)).toEqual(square)
  const small = fitted(square, 144)
  expect(small.columns * small.width).toBeLessThanOrEqual(144)
  expect([small.width, small.height]).toEqual([15, 15])
})
