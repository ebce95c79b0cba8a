import { wasm, wasmProvider } from '@bilayer/backend-wasm'
import type { Backend } from '@bilayer/core'
import { createProblem, type Size } from '../problem.ts'
import { profile } from '../profile/profile.ts'
import { partsOf } from '../scaling/costs.ts'
import type { StepCosts } from '../scaling/work.ts'
import { elapsed } from '../work.ts'
import { fitProblem, modelOf } from './fit-problem.ts'
import { threadTime } from './thread-time.ts'

/**
 * What a step takes of one processor, and how long steps of `fit` take at two sizes of the batch. All in milliseconds; the least that was
 * seen, since other processes can only add to it.
 */
export interface ProfiledStep {
  readonly size: Size
  readonly costs: StepCosts
  readonly steps: readonly { readonly batch: number; readonly milliseconds: number }[]
  /** To add one byte of float32 to another: the update of the first layer's weights, which reads two matrices and writes one. */
  readonly perByteAdded: number
}

/** The second batch is so many times smaller. */
const SMALLER = 4

const REPETITIONS = 30

/** Steps of an epoch. */
const BATCHES = 8

export async function profileStep(size: Size, seconds: number): Promise<ProfiledStep> {
  const [m0, m1, m2, n] = size
  const layers = [m0, m1, m2]
  const { calls } = await profile(wasmProvider, { layers, batch: n, seconds })
  await using backend = await wasm()
  const copies = await timeCopies(backend, size)
  const steps: { batch: number; milliseconds: number }[] = []
  for (const batch of [n / SMALLER, n]) {
    steps.push({ batch, milliseconds: await timeFit(backend, [m0, m1, m2, batch], seconds) })
  }
  const firstUpdate = calls[calls.length - 2 * (layers.length - 1)]
  return {
    size,
    costs: { ...partsOf(layers, calls), ...copies },
    steps,
    perByteAdded: firstUpdate.least / (4 * m0 * m1),
  }
}

/** What ranks do beside a step: gradients are read into an array, and uploaded from it. */
async function timeCopies(backend: Backend, [m0, m1, m2]: Size): Promise<{ taken: number; given: number }> {
  const shapes = [
    [m1, m0],
    [m1, 1],
    [m2, m1],
    [m2, 1],
  ] as const
  const matrices = shapes.map(([rows, cols]) => backend.zeros(rows, cols))
  const array = new Float32Array(m1 * m0)
  const [takes, gives]: number[][] = [[], []]
  for (let i = 0; i < REPETITIONS; i++) {
    takes.push(
      await elapsed(async () => {
        for (const matrix of matrices) array.set(await matrix.read())
      }),
    )
    gives.push(
      await elapsed(async () => {
        for (const [rows, cols] of shapes) {
          backend.matrix(rows, cols, array.subarray(0, rows * cols)).dispose()
        }
      }),
    )
  }
  for (const matrix of matrices) matrix.dispose()
  return { taken: Math.min(...takes), given: Math.min(...gives) }
}

/** So much of the time is not counted: engines compile what runs often. */
const WARM_UP_SHARE = 0.25

/** Milliseconds of processor time of a step of `fit` on one process, all of it on this thread. */
async function timeFit(backend: Backend, size: Size, seconds: number): Promise<number> {
  const problem = createProblem(size)
  using model = modelOf(backend, problem)
  const start = performance.now()
  const passed = (): number => (performance.now() - start) / 1000 / seconds
  let warm: { readonly time: number; readonly epochs: number } | undefined
  let epochs = 0
  await fitProblem(model, problem, {
    batches: BATCHES,
    epochs: Number.MAX_SAFE_INTEGER,
    onEpoch: () => {
      epochs++
      const isOver = warm !== undefined && passed() >= 1
      if (!warm && passed() >= WARM_UP_SHARE) warm = { time: threadTime(), epochs }
      return isOver ? 'stop' : undefined
    },
  })
  if (!warm) throw new Error(`A step of (${size.join(', ')}) takes longer than there is time to measure.`)
  return (threadTime() - warm.time) / (BATCHES * (epochs - warm.epochs))
}
