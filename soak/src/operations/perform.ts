import { createRandom, type ExtendedBackend, type Matrix } from '@bilayer/core'
import type { Operation, Shape } from '../../../packages/conformance/src/operation.ts'
import { operations } from '../../../packages/conformance/src/ops/index.ts'
import type { Compute, Program, Scope, Step } from './program.ts'
import { valueKinds } from './values.ts'

/** A matrix of a program, with what it should hold. */
export interface Known {
  readonly matrix: Matrix
  readonly rows: number
  readonly cols: number
  /** What it was made of, or what was read of it when it was computed: row-major. */
  readonly values: Promise<Float32Array>
}

/** An operand: a known matrix, or its view. */
export interface Operand {
  readonly known: Known
  readonly isView: boolean
}

/** An operation that was run, to be judged when its values are there. */
export interface Computed {
  readonly operation: Operation
  readonly run: Operation['run']
  readonly operands: readonly Operand[]
  readonly result: Known
}

/** A matrix that was read once more. */
export interface Reread {
  readonly known: Known
  readonly found: Promise<Float32Array>
}

/** All that a program did. */
export interface Performance {
  readonly computed: readonly Computed[]
  readonly reread: readonly Reread[]
}

/** What leaves a scope before its end. */
class LeaveScope extends Error {}

/**
 * Runs a program without waiting for anything: what it reads is awaited by whoever judges it. Frees all that is left.
 * Throws where a matrix lives or does not live against the rules.
 */
export function perform(backend: ExtendedBackend, { sizes, steps }: Program): Performance {
  const computed: Computed[] = []
  const reread: Reread[] = []

  /** Runs steps over what is alive around them; returns what they add to it. */
  const run = (list: readonly Step[], around: readonly Known[]): Known[] => {
    const made: Known[] = []
    const alive = () => [...around, ...made].filter(({ matrix }) => !matrix.disposed)
    for (const step of list) {
      if (step.kind === 'compute') made.push(...compute(step, alive()))
      else if (step.kind === 'scope') made.push(...runScope(step, alive()))
      else if (step.kind === 'dispose')
        for (const known of picked([...around, ...made], step.which)) free(known, step.throughView)
      else for (const known of picked(alive(), step.which)) reread.push({ known, found: read(known.matrix) })
    }
    return made
  }

  const runScope = ({ steps: inner, keeps, throws }: Scope, around: readonly Known[]): Known[] => {
    let made: Known[] = []
    const kept = new Set<Known>()
    try {
      backend.scope(() => {
        made = run(inner, around)
        if (throws) throw new LeaveScope()
        const alive = made.filter(({ matrix }) => !matrix.disposed)
        for (const known of keeps.flatMap((which) => picked(alive, which))) kept.add(known)
        return { matrices: [...kept].map(({ matrix }) => matrix.T) }
      })
    } catch (error) {
      if (!(error instanceof LeaveScope)) throw error
    }
    for (const known of made) {
      if (known.matrix.disposed === kept.has(known))
        throw new Error(`a scope ${throws ? 'that threw' : 'that ended'} left ${String(known.matrix)}`)
    }
    return [...kept]
  }

  const compute = (step: Compute, alive: readonly Known[]): Known[] => {
    const { operation, run: runOperation } = operationOf(step)
    const [r, k, c] = step.shape.map((which) => sizes[which % sizes.length])
    const made: Known[] = []
    const operands = operation.shapes(r, k, affordable(r, k, c)).map((shape, i): Operand => {
      const fitting = alive.flatMap((known) => waysToFit(known, shape))
      const which = step.operands[i]
      if (which !== undefined && fitting.length > 0) return fitting[which % fitting.length]
      const isView = step.seed % 2 === i % 2
      const known = make(backend, isView ? [shape[1], shape[0]] : shape, step, i)
      made.push(known)
      return { known, isView }
    })
    const matrix = runOperation(
      backend,
      operands.map(({ known, isView }) => (isView ? known.matrix.T : known.matrix)),
    )
    const result: Known = { matrix, rows: matrix.rows, cols: matrix.cols, values: read(matrix) }
    computed.push({ operation, run: runOperation, operands, result })
    return [...made, result]
  }

  for (const known of run(steps, [])) {
    if (known.matrix.disposed) continue
    reread.push({ known, found: read(known.matrix) })
    known.matrix.dispose()
  }
  return { computed, reread }
}

/** What a matrix holds now. Whoever judges awaits it; where a program fails before, nobody does. */
function read(matrix: Matrix): Promise<Float32Array> {
  const values = matrix.read()
  values.catch(() => {})
  return values
}

/** The operation of a step, with the step's own factor, or rows. */
function operationOf({ op, alpha, seed }: Compute): { operation: Operation; run: Operation['run'] } {
  const operation = operations.find((candidate) => candidate.op === op)
  if (!operation) throw new Error(`There is no operation ${op}.`)
  const withParameters: Record<string, Operation['run']> = {
    axpy: (device, [x, y]) => device.axpy(alpha, x, y),
    scale: (device, [x]) => device.scale(alpha, x),
    gatherRows: (device, [a]) => device.gatherRows(a, rowsOf(a.rows, seed)),
  }
  return { operation, run: withParameters[op] ?? operation.run }
}

/** Random rows of so many, some again. */
function rowsOf(rows: number, seed: number): number[] {
  if (rows === 0) return []
  const random = createRandom(seed)
  return Array.from({ length: random.below(2 * rows) }, () => random.below(rows))
}

/** What the reference takes some milliseconds for: numbers of a result, multiply-adds of a product. */
const MOST_NUMBERS = 20_000
const MOST_WORK = 300_000

/** The columns, or few of them where the reference would take long. */
const affordable = (r: number, k: number, c: number): number =>
  r * c <= MOST_NUMBERS && r * k * c <= MOST_WORK ? c : Math.min(c, 3)

/** As which operands of that shape a matrix can go. */
function waysToFit(known: Known, [rows, cols]: Shape): Operand[] {
  const ways: Operand[] = []
  if (known.rows === rows && known.cols === cols) ways.push({ known, isView: false })
  if (known.rows === cols && known.cols === rows) ways.push({ known, isView: true })
  return ways
}

function make(
  backend: ExtendedBackend,
  [rows, cols]: Shape,
  { values: kind, seed }: Compute,
  i: number,
): Known {
  const values = valueKinds[kind](rows * cols, (seed + 101 * i) >>> 0)
  return { matrix: backend.matrix(rows, cols, values), rows, cols, values: Promise.resolve(values) }
}

function free({ matrix }: Known, throughView: boolean): void {
  ;(throughView ? matrix.T : matrix).dispose()
  if (!matrix.disposed || !matrix.T.disposed)
    throw new Error(`${String(matrix)} lives on after it was disposed`)
}

/** One of a list, or none where it is empty. */
const picked = <T>(list: readonly T[], which: number): readonly T[] =>
  list.length === 0 ? [] : [list[which % list.length]]
