import type { Benchmark } from '../benchmark.ts'
import { openBrowser } from '../browser/chromium.ts'
import { atLeast, fewestTimes } from '../goals.ts'
import { packageVersion } from '../package-version.ts'
import { type Size, sizes } from '../problem.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'
import { nameOf } from './step.ts'

const measured: readonly Size[] = [sizes[1], sizes[2]]

/** Training steps on the graphics device of a page. */
export const webgl: Benchmark = {
  name: 'webgl',
  description: 'one training step in a page of Chromium, on its graphics device',
  method:
    'Headless Chromium; all libraries in one page, a step of each in turn, until a result of it was read. Where Chromium has no ' +
    'graphics processor, SwiftShader draws on the processor. brain.js trains by an ' +
    'update after every sample, on a network with sigmoids; one pass over the batch is its step.',
  run: async ({ rounds, show }) => {
    const browser = await openBrowser('webgl')
    try {
      const measurements: Measurement[] = []
      for (const size of measured) {
        const found = await browser.measure(size, rounds)
        const rows = found.map(
          ({ name, samples }): Measurement => ({
            subject: name,
            version: versionOf(name, browser),
            case: nameOf(size),
            unit: 'ms',
            ...spreadOf(samples),
          }),
        )
        show(rows)
        measurements.push(...rows)
      }
      const goal = atLeast(
        'gpu-js: times as fast as tfjs-webgl, the less of both sizes',
        1,
        fewestTimes(measurements, 'bilayer gpu-js', 'tfjs-webgl'),
      )
      const absent = [{ subject: 'a graphics processor', reason: `the device was ${browser.device}` }].filter(
        () => browser.device.includes('program'),
      )
      return { measurements, absent, goals: goal ? [goal] : [] }
    } finally {
      await browser.close()
    }
  },
}

function versionOf(name: string, { version }: { version: string }): string {
  if (name.startsWith('tfjs')) return packageVersion('@tensorflow/tfjs')
  if (name.startsWith('brain')) return packageVersion('brain.js-gpu')
  return `(Chromium ${version})`
}
