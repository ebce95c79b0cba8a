import type { Benchmark } from '../benchmark.ts'
import { atLeast, fewestTimes } from '../goals.ts'
import { sizes } from '../problem.ts'
import { IN_PAGE, measureInPage } from './in-page.ts'

/** Training steps on the graphics device of a page, through WebGL. */
export const webgl: Benchmark = {
  name: 'webgl',
  description: 'one training step in a page of Chromium, on its graphics device',
  method:
    `${IN_PAGE} brain.js trains by an update after every sample, on a network with sigmoids; one pass over the batch is its ` +
    'step.',
  run: async (options) => {
    const found = await measureInPage('webgl', [sizes[1], sizes[2]], options)
    const goal = atLeast(
      'gpu-js: times as fast as tfjs-webgl, the less of both sizes',
      1,
      fewestTimes(found.measurements, 'bilayer gpu-js', 'tfjs-webgl'),
    )
    return { ...found, goals: goal ? [goal] : [] }
  },
}
