import { compileString } from 'assemblyscript/asc'
import { timed, type Work } from './work.ts'

/**
 * Independent sums, so that no multiply-add waits for one before it: current processors start two a cycle, each takes four
 * or five cycles.
 */
const SUMS = Array.from({ length: 12 }, (_, i) => `sum${i}`)

/** Multiply-adds of each sum in one repetition: some hundred microseconds. */
const ITERATIONS = 50_000

/** The most that 128-bit WebAssembly can do on one thread: fused multiply-adds on registers, and nothing else. */
const source = `
export function probe(iterations: i32, x: f32): f32 {
  const a = f32x4.splat(x)
  ${SUMS.map((sum, i) => `let ${sum} = f32x4.splat(${i}.0)`).join('\n  ')}
  for (let i = 0; i < iterations; i++) {
    ${SUMS.map((sum) => `${sum} = f32x4.relaxed_madd(a, ${sum}, a)`).join('\n    ')}
  }
  return f32x4.extract_lane(${SUMS.slice(1).reduce((total, sum) => `f32x4.add(${total}, ${sum})`, SUMS[0])}, 0)
}`

/** Floating-point operations of one repetition of the probe. */
export const PROBE_OPERATIONS = 2 * 4 * SUMS.length * ITERATIONS

/** The probe as work to be timed beside what it is the measure of. Rejects where the engine has no relaxed SIMD. */
export async function createProbe(): Promise<Work> {
  const { binary, error } = await compileString(source, {
    optimizeLevel: 3,
    runtime: 'stub',
    enable: ['simd', 'relaxed-simd'],
  })
  if (binary === null) throw new Error('The probe does not compile.', { cause: error })
  const { instance } = await WebAssembly.instantiate(new Uint8Array(binary))
  let consumed = 0
  const probe = instance.exports['probe'] as (iterations: number, x: number) => number
  return {
    time: timed(() => {
      consumed = probe(ITERATIONS, 0.5)
    }),
    dispose: async () => {
      if (!(consumed > 0)) throw new Error(`The probe computed ${consumed}.`)
    },
  }
}

/** GFLOP/s of work of so many floating-point operations in so many milliseconds. */
export const rate = (operations: number, milliseconds: number): number => operations / milliseconds / 1e6
