import type { Backend } from '../backend.ts'
import type { Matrix } from '../matrix.ts'
import { createRandom } from '../random.ts'

/** Odd sizes above the tiles that kernels work in: 12 rows, 8 columns, 64 of either. M × N is above 4,096 elements. */
export const [M, K] = [67, 3]
const N = 65

/** Rows, or columns, where the other size is above the tiles: so a result is checked in little time. */
export const FEW = 9

/** Terms of a sum: more than a kernel's block of 512, or a loop that is cut at 1,000. */
export const LONG = 1027

/** The numbers of a matrix, row-major. */
interface Numbers {
  readonly rows: number
  readonly cols: number
  readonly values: Float32Array
}

export type OperandNumbers = ReturnType<typeof drawOperands>

/** What the formulas of the self-test take. */
export type Operands = { readonly [Name in keyof OperandNumbers]: Matrix }

export function drawOperands() {
  const { uniform } = createRandom(1)
  const pool = Float32Array.from({ length: LONG + 200 }, () => (uniform() < 1 / 16 ? 0 : 2 * uniform() - 1))
  let start = 0
  /** Numbers from −1 to 1, some of them 0: a part of the pool, for drawing them all would take longer than the operations. */
  const draw = (rows: number, cols: number): Numbers => {
    start += 13
    return { rows, cols, values: pool.slice(start, start + rows * cols) }
  }
  const [large, positive] = [draw(M, K), draw(M, K)]
  return {
    W: draw(M, K),
    X: draw(K, N),
    b: draw(M, 1),
    shortW: draw(FEW, K),
    narrowX: draw(K, FEW),
    shortB: draw(FEW, 1),
    V: draw(M, FEW),
    Z: draw(M, FEW),
    row: draw(1, LONG),
    column: draw(LONG, 1),
    one: draw(1, 1),
    /** −1000 to 1000: beyond what the exponential function of any number can be. */
    large: { ...large, values: large.values.map((x) => 1000 * x) },
    /** ⅛ to 1. */
    positive: { ...positive, values: positive.values.map((x) => (1 + 7 * Math.abs(x)) / 8) },
  }
}

/** The operands on a backend, as they are stored. */
export const storedOn = ({ matrix }: Backend, numbers: OperandNumbers): Operands =>
  mapOperands(numbers, ({ rows, cols, values }) => matrix(rows, cols, values))

/** The operands on a backend, each the view of its transpose. */
export const viewsOn = ({ matrix }: Backend, numbers: OperandNumbers): Operands =>
  mapOperands(numbers, ({ rows, cols, values }) => {
    const transposed = values.map((_, i) => values[(i % rows) * cols + Math.floor(i / rows)])
    return matrix(cols, rows, transposed).T
  })

const mapOperands = (numbers: OperandNumbers, place: (numbers: Numbers) => Matrix): Operands =>
  Object.fromEntries(Object.entries(numbers).map(([name, drawn]) => [name, place(drawn)])) as Operands
