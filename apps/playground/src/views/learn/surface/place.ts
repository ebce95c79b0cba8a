import type { PlaneWindow } from '../../../worker/protocol.ts'

/** Where a point of the window is in a picture of such a size. */
export const placeOf = (
  { left, right, bottom, top }: PlaneWindow,
  width: number,
  height: number,
  x: number,
  y: number,
): [number, number] => [((x - left) / (right - left)) * width, ((top - y) / (top - bottom)) * height]
