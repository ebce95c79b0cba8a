import { type Backend, providers } from 'bilayer'
import { expect, test } from 'vitest'
import { makeProblem } from '../data-sets/make-problem.ts'
import { defaults, type Settings } from '../state/settings.ts'
import type { Phase } from './protocol.ts'
import { Run } from './run.ts'

const settings: Settings = { ...defaults, samples: 100, hidden: [5], epochs: 4 }

async function open(name: string): Promise<Backend> {
  const provider = providers.find((each) => each.name === name)
  if (!provider) throw new Error(name)
  return provider.create()
}

/** A run, and a promise of each phase. */
async function begin(backend: Backend) {
  const problem = await makeProblem(settings, { digits: '', file: undefined })
  const waiting = new Map<Phase, () => void>()
  const run = new Run(settings, problem, backend, {
    phaseChanged: (phase) => {
      waiting.get(phase)?.()
    },
    failed: (error) => {
      throw error
    },
  })
  await run.begin()
  const reach = async (phase: Phase): Promise<void> => {
    if (run.phase === phase) return
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.set(phase, resolve)
    await promise
  }
  return { run, reach }
}

test('a run that is stopped at each step, and moved to another backend and back, ends with the same bits', async () => {
  const [here, there] = [await open('cpu-js'), await open('wasm')]
  const straight = await begin(here)
  straight.run.go(Infinity)
  await straight.reach('finished')

  const { run, reach } = await begin(here)
  while (run.phase !== 'finished') {
    run.go(1)
    await Promise.race([reach('paused'), reach('finished')])
    const before = await run.look((model) => model.parameters())
    await run.switchTo(there)
    expect(await run.look((model) => model.parameters())).toEqual(before)
    await run.switchTo(here)
  }
  expect(run.step).toBe(straight.run.step)
  expect(run.history.curve()).toEqual(straight.run.history.curve())
  expect(await run.look((model) => model.parameters())).toEqual(
    await straight.run.look((model) => model.parameters()),
  )
  run.dispose()
  straight.run.dispose()
  expect(here.memory().matrices).toBe(0)
  expect(there.memory().matrices).toBe(0)
})
