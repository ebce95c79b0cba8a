import { DIGIT_SIDE } from '../../../data-sets/digits.ts'

/** The side of the square into which the digits of MNIST were scaled. */
const BOX = 20

/**
 * A drawn picture as those of MNIST are: its ink scaled into a square of 20 pixels, its proportions kept, and the centre of its mass put
 * into the middle of 28 × 28. (Y. LeCun, C. Cortes and C. Burges, The MNIST Database of Handwritten Digits.) Grey values are from 0
 * to 1; `side` × `side` of them go in. Undefined where there is no ink.
 */
export function centreDigit(ink: Float32Array, side: number): Float32Array<ArrayBuffer> | undefined {
  const box = boxOf(ink, side)
  if (!box) return undefined
  const scale = BOX / Math.max(box.width, box.height)
  const scaled = new Float32Array(DIGIT_SIDE * DIGIT_SIDE)
  const drawn = { width: box.width * scale, height: box.height * scale }
  const inPicture = (offsetX: number, offsetY: number, into: Float32Array): void => {
    for (let row = 0; row < DIGIT_SIDE; row++) {
      for (let column = 0; column < DIGIT_SIDE; column++) {
        const left = box.left + (column - offsetX) / scale
        const top = box.top + (row - offsetY) / scale
        into[row * DIGIT_SIDE + column] = average(ink, side, left, top, 1 / scale)
      }
    }
  }
  const [x, y] = [(DIGIT_SIDE - drawn.width) / 2, (DIGIT_SIDE - drawn.height) / 2]
  inPicture(x, y, scaled)
  const [massX, massY] = centreOfMass(scaled)
  const centred = new Float32Array(DIGIT_SIDE * DIGIT_SIDE)
  inPicture(x + DIGIT_SIDE / 2 - massX, y + DIGIT_SIDE / 2 - massY, centred)
  return centred
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The smallest box that holds all ink. */
function boxOf(ink: Float32Array, side: number): Box | undefined {
  let [left, right, top, bottom] = [side, -1, side, -1]
  for (let i = 0; i < ink.length; i++) {
    if (ink[i] === 0) continue
    const [column, row] = [i % side, Math.floor(i / side)]
    left = Math.min(left, column)
    right = Math.max(right, column)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** The average ink of a square; there is none outside the picture. */
function average(ink: Float32Array, side: number, left: number, top: number, size: number): number {
  let sum = 0
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(side, top + size); row++) {
    const height = Math.min(row + 1, top + size) - Math.max(row, top)
    for (let column = Math.max(0, Math.floor(left)); column < Math.min(side, left + size); column++) {
      const width = Math.min(column + 1, left + size) - Math.max(column, left)
      sum += ink[row * side + column] * width * height
    }
  }
  return sum / size ** 2
}

/** Where the ink is on average; a pixel's own centre is half a pixel from its edge. */
function centreOfMass(picture: Float32Array): [number, number] {
  let [mass, x, y] = [0, 0, 0]
  for (let i = 0; i < picture.length; i++) {
    mass += picture[i]
    x += picture[i] * ((i % DIGIT_SIDE) + 0.5)
    y += picture[i] * (Math.floor(i / DIGIT_SIDE) + 0.5)
  }
  return [x / mass, y / mass]
}
