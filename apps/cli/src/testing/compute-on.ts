import { watchInterruption } from '../signals.ts'

/** Waits for a signal, then computes for a minute without a pause; says both. */
using interruption = watchInterruption()
const { promise, resolve } = Promise.withResolvers<void>()
interruption.signal.addEventListener('abort', () => resolve())
const waiting = setInterval(() => {}, 1000)
process.stdout.write('waiting\n')
await promise
clearInterval(waiting)
process.stdout.write('computing\n')
const end = performance.now() + 60_000
while (performance.now() < end);
