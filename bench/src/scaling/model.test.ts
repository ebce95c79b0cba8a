import { expect, test } from 'vitest'
import { cases, measuredSize } from '../ranks/cases.ts'
import type { RankResults } from '../ranks/results.ts'
import { efficiencyAt, forecasts } from './forecast.ts'
import { libraries, type LibraryName } from './libraries.ts'
import { compare, modelOf, onBatch, trafficOf } from './model.ts'
import { knownNetworks } from './networks.ts'
import { picture } from './picture.ts'

const [m0, m1, m2, n] = measuredSize

/** Milliseconds of a step of so many samples. */
const stepOfSamples = (batch: number): number => 0.5 + 0.03 * batch

/** A machine that takes so long for everything, and whose ranks cost nothing but their sums. */
function resultsOf(library: LibraryName): RankResults {
  const [call, perByte] = [0.05, 1e-6]
  return {
    date: '2026-11-30',
    machine: { processor: 'a processor', cores: 2, memory: '8.0 GiB', system: 'linux', node: 'v24.0.0' },
    load: { before: 0, after: 1 },
    mpi: 'an MPI',
    method: 'none',
    cases: cases.map((one) => {
      const time = (stepOfSamples(one.size[3]) * Math.max(2, one.ranks)) / 2
      return {
        ...one,
        version: '1.0.0',
        samples: [{ step: time, least: time, processor: time, computing: time, waiting: 0 }],
      }
    }),
    sums: [1, 1e3, 1e7].map((floats) => {
      const least = call + perByte * 4 * floats
      return { floats, medians: [least], least }
    }),
    profiles: [
      {
        size: measuredSize,
        costs: {
          layers: [m0, m1, m2],
          before: 3.5,
          gradients: [4, 0.2],
          through: [0, 0.2],
          update: 0.3,
          taken: 0,
          given: 0,
        },
        steps: [n / 4, n].map((batch) => ({ batch, milliseconds: stepOfSamples(batch) })),
        perByteAdded: 1e-7,
      },
    ],
    traffic: [2, 4, 8].map((ranks) => ({ ranks, steps: 8, ...trafficOf(library, { ranks, steps: 8 }) })),
    absent: [],
    goals: [],
  }
}

test.each(Object.keys(libraries) as LibraryName[])('%s is known by its messages', (library) => {
  expect(modelOf(resultsOf(library)).library).toBe(library)
})

test('the line through the sums gives what a call and a byte take', () => {
  const { network } = modelOf(resultsOf('Open MPI'))
  expect(network.call).toBeCloseTo(5e-5, 9)
  // Two copies and one addition of a byte.
  expect(2 * network.perByteCopied + network.perByteAdded).toBeCloseTo(1e-9, 14)
})

test('every case whose ranks train together is compared; sums cost time', () => {
  const results = resultsOf('Open MPI')
  const found = compare(results, modelOf(results))
  expect(found.map(({ ranks }) => ranks)).toEqual([2, 2, 4, 8])
  for (const { measured, simulated } of found) {
    expect(simulated).toBeGreaterThan(measured)
    expect(simulated).toBeLessThan(1.6 * measured)
  }
})

test('from the batch that a forecast tells on, efficiency is 90 %', () => {
  const results = resultsOf('MPICH')
  const model = modelOf(results)
  const [profiled] = results.profiles
  for (const { network, library, ranks, batchForGood } of forecasts(results, model, [8, 64])) {
    const known = knownNetworks.find(({ name }) => name === network)
    if (!known) throw new Error(`There is no network named ${network}.`)
    const at = (batch: number) => efficiencyAt(profiled, model, { known, library, ranks }, batch)
    expect(at(batchForGood)).toBeGreaterThan(0.895)
    expect(at(batchForGood / 2)).toBeLessThan(0.9)
  }
})

test('a step that takes no longer with more samples is refused', () => {
  const results = resultsOf('MPICH')
  const [profiled] = results.profiles
  const flat = { ...profiled, steps: profiled.steps.map(({ batch }) => ({ batch, milliseconds: 1 })) }
  expect(onBatch(flat, 1000)).toBeCloseTo(1, 9)
  expect(() => forecasts({ ...results, profiles: [flat] }, modelOf(results))).toThrow('measure anew')
})

test('a picture has a panel for each network of layers, and names what its lines are', () => {
  const results = resultsOf('MPICH')
  const svg = picture(results, modelOf(results))
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u)
  for (const text of ['784-512-10, batches of 256', ...knownNetworks.map(({ name }) => name)]) {
    expect(svg).toContain(text)
  }
})
