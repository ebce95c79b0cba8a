import { createTrainingStep, type TrainingStep } from 'bilayer/training-step'
import type { BackendName } from '../../state/settings.ts'
import { BackendPool } from '../backend-pool.ts'
import { failureOf } from '../channel.ts'
import { createLetIn } from './let-in.ts'
import { multiplyAdds } from './multiply-adds.ts'
import type { Measurement, Size } from './protocol.ts'

/** Milliseconds for timing one size on one backend, once it is warm. */
const BUDGET = 400

/** Milliseconds of a group of steps that is timed at once: a page's clock may be coarse. */
const GROUP = 20

/** Milliseconds: longer steps are not waited for. */
const LONGEST_STEP = 4000

/** What is told while it is measured. */
export interface MeasureOptions {
  readonly signal: AbortSignal
  readonly onStart: (backend: BackendName, size: number) => void
  readonly onMeasured: (measurement: Measurement) => void
}

/** Times training steps, size by size, on each backend in turn. A size that would take too long on one is left out there. */
export async function measure(
  backends: readonly BackendName[],
  sizes: readonly Size[],
  { signal, onStart, onMeasured }: MeasureOptions,
): Promise<void> {
  const pool = new BackendPool()
  const longest = new Map<BackendName, { readonly work: number; readonly milliseconds: number }>()
  for (const [size, each] of sizes.entries()) {
    const work = multiplyAdds(each)
    for (const backend of backends) {
      if (signal.aborted) return
      onStart(backend, size)
      const before = longest.get(backend)
      const expected = before ? (before.milliseconds * work) / before.work : 0
      // Short steps tell nothing of long ones: what they take is not the arithmetic.
      if (before && before.milliseconds > GROUP && expected > LONGEST_STEP) {
        const note = `a step would take about ${inWords(expected)}`
        onMeasured({ backend, size, note })
        continue
      }
      const measurement = await measureOne(pool, backend, each, signal)
      onMeasured({ backend, size, ...measurement })
      const { milliseconds } = measurement
      if (milliseconds !== undefined && milliseconds > (before?.milliseconds ?? 0))
        longest.set(backend, { work, milliseconds })
    }
  }
}

async function measureOne(
  pool: BackendPool,
  backend: BackendName,
  { layers, batch }: Size,
  signal: AbortSignal,
): Promise<Pick<Measurement, 'milliseconds' | 'note'>> {
  try {
    const step = createTrainingStep(await pool.open(backend), layers)
    try {
      step.load(batch)
      return { milliseconds: await medianTime(step, signal) }
    } finally {
      step.dispose()
    }
  } catch (error) {
    await pool.drop(backend)
    return { note: failureOf(error).message }
  }
}

/** The median time of a step, by groups of steps that last some milliseconds each; of one group at least. */
async function medianTime(step: TrainingStep, signal: AbortSignal): Promise<number> {
  const letIn = createLetIn()
  const timeOf = async (steps: number): Promise<number> => {
    const start = performance.now()
    for (let i = 0; i < steps; i++) await step.take()
    return (performance.now() - start) / steps
  }
  // Engines compile what runs often, and the first step allocates.
  let estimate = await timeOf(1)
  for (const end = performance.now() + BUDGET / 4; performance.now() < end; ) {
    await letIn()
    estimate = Math.min(estimate, await timeOf(1))
  }
  const steps = Math.max(1, Math.round(GROUP / Math.max(estimate, GROUP / 10_000)))
  const times: number[] = []
  const end = performance.now() + BUDGET
  do {
    times.push(await timeOf(steps))
    await letIn()
  } while (performance.now() < end && !signal.aborted)
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)]
}

/** A time of more than a second, roughly. */
function inWords(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 100) return `${Number(seconds.toPrecision(2))} s`
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
