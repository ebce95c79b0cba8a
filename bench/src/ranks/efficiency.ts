import { names } from './cases.ts'
import type { MeasuredCase, Sample } from './results.ts'
import { spreadOf } from '../statistics.ts'

/** How well ranks are used: the time of one rank on the same work for each, over that of all; in each round, then the median. */
export interface Efficiency {
  readonly byTime: number
  /** By the shortest steps of all rounds. */
  readonly byLeast: number
  /** By the processor time of the threads that compute alone: what other processes of the machine take is not in it. */
  readonly byProcessor: number | undefined
}

/** Of a case, against one rank of the same library; undefined where one of them was not measured. */
export function efficiencyOf(cases: readonly MeasuredCase[], one: MeasuredCase): Efficiency | undefined {
  const alone = cases.find(({ name, library }) => name === names.alone && library === one.library)
  if (!alone) return undefined
  // Where a rank has a part of the samples that one has alone, so much less is to be done.
  const share = one.size[3] / alone.size[3]
  const ratios = (value: (sample: Sample) => number | null, ranks: number): number[] =>
    one.samples.flatMap((sample, round) => {
      const ours = value(sample)
      const [base] = alone.samples.slice(round, round + 1).map(value)
      return ours === null || base === null || base === undefined ? [] : [(share * base * ranks) / ours]
    })
  const byProcessor = ratios(({ computing }) => computing, one.ranks)
  return {
    byTime: spreadOf(ratios(({ step }) => step, 1)).median,
    byLeast: (share * leastOf(alone)) / leastOf(one),
    byProcessor: byProcessor.length === 0 ? undefined : spreadOf(byProcessor).median,
  }
}

/** Milliseconds of the shortest step of all rounds. */
export const leastOf = ({ samples }: MeasuredCase): number => Math.min(...samples.map(({ least }) => least))
