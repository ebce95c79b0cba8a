import { count, tableOf } from '../../../scripts/table.ts'
import { quantity } from '../report.ts'
import { AGREEMENT } from './messenger.ts'
import type { Network } from './network.ts'
import { parametersOf, stepOf, type StepCosts } from './work.ts'

/** One line of the sum: what, how it is computed, and what comes of it in seconds. */
export interface Term {
  readonly what: string
  readonly how: string
  readonly seconds: number
}

/**
 * What a step takes longer on so many ranks, a power of two, than on one, where all buckets are given away once everything is computed:
 * the terms that add up to it where sums go by recursive doubling up to 2 KiB, and by Rabenseifner's algorithm.
 */
export function termsOf(costs: StepCosts, ranks: number, network: Network): Term[] {
  const { latency: L, perByte: G, perByteAdded: gamma, call } = network
  const { buckets } = stepOf(costs, ranks)
  const doublings = Math.log2(ranks)
  const share = (ranks - 1) / ranks
  const agreement = doublings * (L + (G + gamma) * AGREEMENT)
  const bytes = 4 * parametersOf(costs.layers)
  return [
    {
      what: 'gradients off the backend, and sums back onto it',
      how: `measured, ${count(bytes)} bytes each way`,
      seconds: costs.taken + costs.given,
    },
    { what: 'the way to the thread of MPI and back', how: 'the constant of the line', seconds: call },
    {
      what: `${buckets.length} agreements`,
      how: `${buckets.length} · log₂ ${ranks} · (L + ${AGREEMENT} (G + γ))`,
      seconds: buckets.length * agreement,
    },
    ...buckets.flatMap(({ bytes: size }, i) => [
      {
        what: `bucket ${i + 1}, latency`,
        how: `2 · log₂ ${ranks} · L`,
        seconds: 2 * doublings * L,
      },
      {
        what: `bucket ${i + 1}, bytes`,
        how: `${ranks - 1}/${ranks} · ${count(size)} · (2 G + γ)`,
        seconds: share * size * (2 * G + gamma),
      },
    ]),
  ]
}

export const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { seconds }) => sum + seconds, 0)

export const termTable = (terms: readonly Term[]): string =>
  tableOf(
    [
      { head: 'what', cell: ({ what }) => what },
      { head: 'how', cell: ({ how }) => how },
      { head: 'time', align: 'right', cell: ({ seconds }) => quantity(1000 * seconds, 'ms') },
    ],
    [...terms, { what: 'all', how: '', seconds: sumOf(terms) }],
  )
