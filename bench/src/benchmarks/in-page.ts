import type { Found, RunOptions } from '../benchmark.ts'
import { type Browser, openBrowser } from '../browser/chromium.ts'
import type { Api } from '../browser/page.ts'
import { packageVersion } from '../package-version.ts'
import type { Size } from '../problem.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'
import { nameOf } from './step.ts'

/** How all libraries of a page are measured. */
export const IN_PAGE =
  'Headless Chromium; all libraries in one page, a step of each in turn, until a result of it was read. Where Chromium has no ' +
  'graphics processor, SwiftShader computes on the processor.'

/** Training steps in a page of Chromium, whose graphics device is reached through `api`. */
export async function measureInPage(
  api: Api,
  sizes: readonly Size[],
  { rounds, show }: Pick<RunOptions, 'rounds' | 'show'>,
): Promise<Found> {
  const browser = await openBrowser(api)
  try {
    const measurements: Measurement[] = []
    for (const size of sizes) {
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
    const absent = [{ subject: 'a graphics processor', reason: `the device was ${browser.device}` }].filter(
      () => browser.device.includes('program'),
    )
    return { measurements, absent }
  } finally {
    await browser.close()
  }
}

function versionOf(name: string, { version }: Browser): string {
  if (name.startsWith('tfjs')) return packageVersion('@tensorflow/tfjs')
  if (name.startsWith('brain')) return packageVersion('brain.js-gpu')
  if (name.startsWith('jax')) return packageVersion('@jax-js/jax')
  return `(Chromium ${version})`
}
