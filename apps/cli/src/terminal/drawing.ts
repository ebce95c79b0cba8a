/** A grey picture. */
export interface Picture {
  readonly caption: string
  /** side × side values from 0 to 1, row by row. */
  readonly pixels: Float32Array
}

const BRIGHT = 0.35

/** Pictures of one size side by side, two rows of pixels to a line of text, their captions below. */
export function drawPictures(pictures: readonly Picture[], side: number): string {
  const lines = Array.from({ length: side / 2 }, (_, line) =>
    pictures.map(({ pixels }) => drawLine(pixels, side, 2 * line)).join('  '),
  )
  const captions = pictures.map(({ caption }) => caption.padEnd(side)).join('  ')
  return [...lines, captions.trimEnd()].join('\n')
}

function drawLine(pixels: Float32Array, side: number, row: number): string {
  return Array.from({ length: side }, (_, column) => {
    const upper = pixels[row * side + column] > BRIGHT
    const lower = pixels[(row + 1) * side + column] > BRIGHT
    if (upper) return lower ? '█' : '▀'
    return lower ? '▄' : ' '
  }).join('')
}
