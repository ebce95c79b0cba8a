import { expect, test } from 'vitest'
import type { AlgorithmName } from './allreduce.ts'
import { libraries } from './libraries.ts'
import { AGREEMENT } from './messenger.ts'
import { free, type Network } from './network.ts'
import { type Setting, simulate } from './simulate.ts'

const network: Network = {
  latency: 5e-6,
  overhead: 1e-6,
  gap: 0,
  perByte: 1e-9,
  perByteCopied: 0,
  perByteAdded: 0.25e-9,
  call: 40e-6,
}

const { latency: L, overhead: o, perByte: G, perByteAdded: gamma, call } = network
const bytes = 2 ** 20

const ring = (): AlgorithmName => 'ring'
const binomial = (): AlgorithmName => 'binomial'

/** A step that is one allreduce and nothing else. */
const onlySum = (ranks: number, algorithm: AlgorithmName, costs: Partial<Network> = {}): Setting => ({
  ranks,
  library: () => algorithm,
  work: { before: 0, buckets: [{ seconds: 0, bytes }], after: 0 },
  network: { ...network, ...costs },
  cores: 2,
})

const timeOf = (setting: Setting): number => simulate(setting).seconds

test('a ring takes 2(P − 1) messages of a P-th, and P − 1 sums of one', () => {
  for (const P of [2, 3, 8]) {
    const expected = call + 2 * (P - 1) * (L + 2 * o + (G * bytes) / P) + ((P - 1) / P) * gamma * bytes
    expect(timeOf(onlySum(P, 'ring'))).toBeCloseTo(expected, 12)
  }
})

test('recursive doubling takes log₂ P messages of all bytes, and as many sums', () => {
  for (const P of [2, 4, 16]) {
    const expected = call + Math.log2(P) * (L + 2 * o + (G + gamma) * bytes)
    expect(timeOf(onlySum(P, 'recursive doubling'))).toBeCloseTo(expected, 12)
  }
})

test("Rabenseifner's takes 2 log₂ P messages, and the bytes of a ring", () => {
  for (const P of [2, 4, 16]) {
    const share = (P - 1) / P
    const expected = call + 2 * Math.log2(P) * (L + 2 * o) + share * (2 * G + gamma) * bytes
    expect(timeOf(onlySum(P, 'rabenseifner'))).toBeCloseTo(expected, 12)
  }
})

test('a binomial tree takes all bytes up and down log₂ P levels', () => {
  for (const P of [2, 4, 16]) {
    const costs = { latency: 0, overhead: 0, call: 0, perByteAdded: 0 }
    expect(timeOf(onlySum(P, 'binomial', costs))).toBeCloseTo(2 * Math.log2(P) * G * bytes, 12)
  }
})

test('a network that costs nothing leaves the computing', () => {
  const work = {
    before: 0.003,
    buckets: [
      { seconds: 0.002, bytes },
      { seconds: 0.004, bytes },
    ],
    after: 0.001,
  }
  for (const ranks of [2, 8]) {
    const found = simulate({ ranks, work, network: free, library: ring, cores: 2 })
    expect(found.seconds).toBeCloseTo(0.01, 12)
    expect(found.waiting).toBeCloseTo(0, 12)
    expect(found.processorSeconds).toBeCloseTo(0.01 * ranks, 12)
  }
})

test('one rank alone sends nothing', () => {
  const work = { before: 0.003, buckets: [{ seconds: 0.002, bytes }], after: 0.001 }
  const found = simulate({ ranks: 1, work, network, library: binomial, cores: 1 })
  expect(found.messages).toBe(0)
  expect(found.seconds).toBeCloseTo(0.006, 12)
})

test('a sum is hidden behind what is computed meanwhile, the last one is not', () => {
  const sum = timeOf(onlySum(8, 'ring', { overhead: 0, perByteAdded: 0 }))
  const work = {
    before: 0,
    buckets: [
      { seconds: 0, bytes },
      { seconds: 2 * sum, bytes: 0 },
    ],
    after: 0,
  }
  const found = simulate({
    ranks: 8,
    work,
    network: { ...network, overhead: 0, perByteAdded: 0, latency: 0, call: 0 },
    library: ring,
    cores: 2,
  })
  expect(found.seconds).toBeCloseTo(2 * sum, 12)
})

test('sums are carried out one after another', () => {
  const work = {
    before: 0,
    buckets: [
      { seconds: 0, bytes },
      { seconds: 0, bytes },
    ],
    after: 0,
  }
  const found = simulate({ ranks: 4, work, network: { ...free, perByte: G }, library: ring, cores: 2 })
  expect(found.seconds).toBeCloseTo((2 * 2 * 3 * G * bytes) / 4, 9)
})

test('a large sum is made of pieces, and the ranks agree on each sum before', () => {
  const large = {
    ...onlySum(8, 'recursive doubling', { agrees: true }),
    work: { before: 0, buckets: [{ seconds: 0, bytes: 5 * bytes }], after: 0 },
  }
  const { messages, bytes: sent } = simulate(large)
  expect(messages).toBe(3 * 8 * 3)
  expect(sent).toBe(8 * 3 * (5 * bytes + AGREEMENT))
  const { ranks } = large
  const expected =
    call + 3 * Math.log2(ranks) * (L + 2 * o) + Math.log2(ranks) * (G + gamma) * (5 * bytes + AGREEMENT)
  expect(timeOf(large)).toBeCloseTo(expected, 12)
})

test('a library picks by the number of ranks and bytes', () => {
  const picked = (ranks: number, size: number) =>
    Object.values(libraries).map((library) => library(ranks, size))
  expect(picked(2, 1e6)).toEqual(['binomial', 'rabenseifner'])
  expect(picked(8, 1e6)).toEqual(['rabenseifner', 'rabenseifner'])
  expect(picked(8, 56)).toEqual(['binomial', 'recursive doubling'])
})

test('ranks that share cores take turns', () => {
  const work = { before: 0.002, buckets: [{ seconds: 0.001, bytes: 4 }], after: 0.001 }
  const setting = { work, network: free, library: binomial, cores: 2 } as const
  for (const ranks of [2, 4, 8]) {
    const { seconds } = simulate({ ...setting, ranks, ranksOfMachine: ranks })
    expect(seconds).toBeCloseTo((0.004 * ranks) / 2, 12)
  }
})

test('a rank that waits busily takes a core from one that computes', () => {
  const setting = (polling: Network['polling']): Setting => ({
    ranks: 4,
    ranksOfMachine: 4,
    work: { before: 0.001, buckets: [{ seconds: 0, bytes }], after: 0 },
    network: { ...free, perByteCopied: 1e-9, ...(polling && { polling }) },
    library: binomial,
    cores: 2,
  })
  const told = simulate(setting(undefined))
  const busy = simulate(setting({ eager: 1, longestPause: 0 }))
  expect(busy.seconds).toBeGreaterThan(1.1 * told.seconds)
  expect(busy.processorSeconds).toBeGreaterThan(1.1 * told.processorSeconds)
})

test('a rank that has waited for long hears of a message in the middle of a pause', () => {
  const setting = onlySum(2, 'recursive doubling', { latency: 8e-3, overhead: 0, perByteAdded: 0, call: 0 })
  const polling = { eager: 1e-3, longestPause: 1e-4 }
  const found = simulate({ ...setting, network: { ...setting.network, polling } })
  expect(found.seconds).toBeCloseTo(8e-3 + G * bytes + 0.5e-4, 12)
})

test('the messages and bytes of a step are counted over all ranks', () => {
  const found = simulate(onlySum(8, 'ring'))
  expect(found.messages).toBe(2 * 8 * 7)
  expect(found.bytes).toBeCloseTo(2 * 7 * bytes, 3)
})

test('one rank stands for all where they do the same at the same time', () => {
  const work = {
    before: 0.002,
    buckets: [
      { seconds: 0.001, bytes },
      { seconds: 0, bytes: 64 },
    ],
    after: 0.001,
  }
  for (const library of Object.values(libraries)) {
    const setting = { ranks: 16, work, network: { ...network, agrees: true }, library, cores: 2 }
    const [one, every] = [simulate(setting), simulate({ ...setting, everyRank: true })]
    for (const name of ['seconds', 'waiting', 'processorSeconds', 'messages', 'bytes'] as const) {
      expect(one[name] / every[name]).toBeCloseTo(1, 9)
    }
  }
})
