/** The side of the pad, in points of ink: a multiple of a digit's pixels. */
export const PAD_SIDE = 112

/** The radius of the pen. */
const PEN = 4.6

/** Ink on a pad: how dark each point is, from 0 to 1. */
export type Ink = Float32Array<ArrayBuffer>

export const noInk = (): Ink => new Float32Array(PAD_SIDE ** 2)

/** Draws a line of ink between two points, whose places are shares of the pad's side. */
export function drawLine(ink: Ink, from: readonly [number, number], to: readonly [number, number]): void {
  const [x0, y0, x1, y1] = [...from, ...to].map((share) => share * PAD_SIDE)
  const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0)))
  for (let i = 0; i <= steps; i++) {
    drawDot(ink, x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps)
  }
}

function drawDot(ink: Ink, x: number, y: number): void {
  for (let row = Math.max(0, Math.floor(y - PEN - 1)); row < Math.min(PAD_SIDE, y + PEN + 1); row++) {
    for (
      let column = Math.max(0, Math.floor(x - PEN - 1));
      column < Math.min(PAD_SIDE, x + PEN + 1);
      column++
    ) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y)
      const i = row * PAD_SIDE + column
      // Soft at the edge, as ink is.
      ink[i] = Math.max(ink[i], Math.min(1, Math.max(0, PEN + 0.5 - distance)))
    }
  }
}
