import type { BenchEvent, Size } from '../worker/bench/protocol.ts'
import { stopBench, withBench } from './bench-client.ts'
import { notifyOf } from './notices.ts'
import { pause } from './run-actions.ts'
import { availableBackends, isRunning, type Measured, state } from './state.ts'

/** The networks that are measured, from the one of a toy to one of a million weights a layer. */
const sizes: readonly Size[] = [
  { layers: [2, 8, 8, 1], batch: 32 },
  { layers: [64, 64, 1], batch: 32 },
  { layers: [784, 128, 10], batch: 64 },
  { layers: [784, 512, 10], batch: 256 },
  { layers: [1024, 1024, 1024], batch: 512 },
]

/** Times training steps of every size on every backend that works here. */
export async function startMeasuring(): Promise<void> {
  if (state.isMeasuring.value || state.isProving.value) return
  const backends = availableBackends.value
  state.isMeasuring.value = true
  state.measured.value = { backends, sizes, measurements: [], now: undefined }
  try {
    // What else the machine does would be measured with it.
    if (isRunning.value) await pause()
    await withBench((bench) => bench.measure(backends, sizes), follow)
  } catch (error) {
    notifyOf('The measuring ended', error)
  } finally {
    change((measured) => ({ ...measured, now: undefined }))
    state.isMeasuring.value = false
  }
}

export const stopMeasuring = (): Promise<void> => stopBench()

function follow(event: BenchEvent): void {
  if (event.kind === 'measuring') {
    const { backend, size } = event
    change((measured) => ({ ...measured, now: { backend, size } }))
  } else if (event.kind === 'measured') {
    const { measurement } = event
    change((measured) => ({ ...measured, measurements: [...measured.measurements, measurement] }))
  }
}

function change(next: (measured: Measured) => Measured): void {
  if (state.measured.value) state.measured.value = next(state.measured.value)
}
