import { expect, test } from 'vitest'
import { sumOf, termsOf } from './arithmetic.ts'
import { libraries } from './libraries.ts'
import { simulate } from './simulate.ts'
import { aloneOf, stepOf } from './work.ts'

const costs = {
  layers: [784, 512, 10],
  before: 4e-3,
  gradients: [4e-3, 1e-4],
  through: [0, 1e-4],
  update: 3e-4,
  taken: 4e-4,
  given: 2e-4,
}

const network = {
  latency: 15e-6,
  overhead: 0,
  gap: 0,
  perByte: 0.32e-9,
  perByteCopied: 0,
  perByteAdded: 0.1e-9,
  call: 60e-6,
  agrees: true,
}

test('the terms add up to what the simulation says', () => {
  for (const ranks of [8, 64]) {
    const { seconds } = simulate({
      ranks,
      work: stepOf(costs, ranks),
      network,
      library: libraries.MPICH,
      cores: 2,
    })
    expect(seconds - aloneOf(costs)).toBeCloseTo(sumOf(termsOf(costs, ranks, network)), 12)
  }
})
