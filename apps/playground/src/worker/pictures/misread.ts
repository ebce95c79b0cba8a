import { classesIn, likeliest, sharesOf } from '../answers.ts'
import type { Misread } from '../protocol.ts'
import type { Run } from '../run.ts'

/** Mistakes that are shown. */
const MOST_SHOWN = 24

/** The pictures to test by that the network took for something else after the last epoch, the surest mistakes first. */
export function misreadOf({ problem, settings, testOutputs }: Run): Misread | undefined {
  const { target, test } = problem
  if (target.kind !== 'classes') return undefined
  const shares = sharesOf({ ...test.Y, values: testOutputs }, target, settings.loss)
  const [answers, truth] = [likeliest(shares), classesIn(test.Y)]
  const sureness = (i: number): number => shares.values[i * shares.classes + answers[i]]
  const wrong = Array.from(answers.keys())
    .filter((i) => answers[i] !== truth[i])
    .toSorted((a, b) => sureness(b) - sureness(a))
  const shown = wrong.slice(0, MOST_SHOWN)
  const { values, size } = test.X
  const pixels = new Float32Array(shown.length * size)
  for (const [place, i] of shown.entries())
    pixels.set(values.subarray(i * size, (i + 1) * size), place * size)
  return {
    count: wrong.length,
    pixels,
    truth: Uint8Array.from(shown, (i) => truth[i]),
    answers: Uint8Array.from(shown, (i) => answers[i]),
  }
}
