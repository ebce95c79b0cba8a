import { gpuJs } from '@bilayer/backend-gpu-js'
import { wasm } from '@bilayer/backend-wasm'
import { webgpu } from '@bilayer/backend-webgpu'
import { checkAgreement } from '../agreement.ts'
import { createProblem, type Problem, type Size } from '../problem.ts'
import { brainGpu } from './contenders/brain.ts'
import type { Contender } from './contenders/contender.ts'
import { jaxWebgpu } from './contenders/jax.ts'
import { ours } from './contenders/ours.ts'
import { tfjs } from './contenders/tfjs.ts'

/** How a page reaches its graphics device. */
export type Api = 'webgl' | 'webgpu'

/** Samples of one library in milliseconds. */
export interface PageSamples {
  readonly name: string
  readonly samples: readonly number[]
}

/** What the page offers to whoever opened it. */
export interface Page {
  readonly device: (api: Api) => Promise<string>
  readonly measure: (api: Api, size: Size, rounds: number) => Promise<PageSamples[]>
}

/** Whom each is measured against. gpu-js is among both, so that the two can be told from each other. */
const contenders: Readonly<Record<Api, readonly ((problem: Problem) => Promise<Contender>)[]>> = {
  webgl: [
    async (problem) => ours(await gpuJs(), problem),
    (problem) => tfjs('webgl', problem),
    async (problem) => brainGpu(problem),
    async (problem) => ours(await wasm(), problem),
  ],
  webgpu: [
    async (problem) => ours(await webgpu(), problem),
    (problem) => tfjs('webgpu', problem),
    (problem) => jaxWebgpu(problem),
    async (problem) => ours(await gpuJs(), problem),
  ],
}

const page: Page = {
  device: async (api) => {
    await using backend = api === 'webgl' ? await gpuJs() : await webgpu()
    return backend.info.device
  },
  measure: async (api, size, rounds) => {
    const problem = createProblem(size)
    const opened: Contender[] = []
    for (const open of contenders[api]) opened.push(await open(problem))
    try {
      return await measureAll(opened, rounds)
    } finally {
      for (const { dispose } of opened) await dispose?.()
    }
  },
}

/** A step of each in turn. */
async function measureAll(opened: readonly Contender[], rounds: number): Promise<PageSamples[]> {
  await checkAll(opened)
  const samples = opened.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, { step }] of opened.entries()) {
      const start = performance.now()
      await step()
      samples[i].push(performance.now() - start)
    }
  }
  return opened.map(({ name }, i) => ({ name, samples: samples[i] }))
}

/** One step of each, which warms up too; those that compute the same must have the same parameters. */
async function checkAll(opened: readonly Contender[]): Promise<void> {
  let expected: readonly Float32Array[] | undefined
  for (const { name, step, parameters } of opened) {
    await step()
    const found = await parameters?.()
    if (found === undefined) continue
    expected ??= found
    checkAgreement(expected, found, [opened[0].name, name])
  }
}

Object.assign(globalThis, { page })
