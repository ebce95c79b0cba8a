import type { Benchmark } from '../benchmark.ts'
import { atLeast, fewestTimes } from '../goals.ts'
import { sizes } from '../problem.ts'
import { IN_PAGE, measureInPage } from './in-page.ts'

/** Who is to be left behind, and by how much. */
const peers = [
  { peer: 'tfjs-webgpu', times: 1.5 },
  { peer: 'jax-js webgpu', times: 1 },
  { peer: 'bilayer gpu-js', times: 1 },
] as const

/** Training steps on the graphics device of a page, through WebGPU. */
export const webgpu: Benchmark = {
  name: 'webgpu',
  description: 'the same through WebGPU',
  method: `${IN_PAGE} gpu-js reaches the same device through WebGL2.`,
  run: async (options) => {
    const found = await measureInPage('webgpu', sizes, options)
    const goals = peers.map(({ peer, times }) =>
      atLeast(
        `webgpu: times as fast as ${peer}, the least of all sizes`,
        times,
        fewestTimes(found.measurements, 'bilayer webgpu', peer),
      ),
    )
    return { ...found, goals: goals.filter((goal) => goal !== undefined) }
  },
}
