import { availableParallelism } from 'node:os'
import { describeError } from '@bilayer/core'
import { atLeast } from '../goals.ts'
import { load, machine, today } from '../machine.ts'
import { sizes } from '../problem.ts'
import { spreadOf } from '../statistics.ts'
import { type Case, cases, names } from './cases.ts'
import { efficiencyOf } from './efficiency.ts'
import { buildChild, mpiVersion } from './launch.ts'
import { profileStep } from './profile-step.ts'
import type { TrainingReport } from './report.ts'
import type { MeasuredCase, RankResults, Sample } from './results.ts'
import type { Runner } from './runner.ts'

const METHOD =
  'Ranks are started by mpirun, tied to no core, one thread each for computing. Each trains by one `fit` on eight copies of its samples, ' +
  'with plain gradient descent; PyTorch by DistributedDataParallel over gloo with the loop of its documentation. After one step all must ' +
  'have the same parameters. One sample of each case in turn, round after round, in fresh processes; after a warm-up as many epochs as ' +
  'fill the time are timed, and the shortest step is told beside the mean. Waiting is from the last sum that a rank asks for, with nothing left to compute, until all are there. ' +
  'Efficiencies are ratios within a round, then the median.'

/** How long each part of a profile is measured. */
const PROFILE_SECONDS = 1.5

/** Of these the messages are counted. */
const counted: ReadonlySet<string> = new Set([names.weak, names.four, names.eight])

/** All that is measured, and what comes of the goals. */
export async function measure(
  runner: Runner,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<RankResults> {
  const before = load()
  const mpi = await mpiVersion()
  await buildChild()
  const profiles: RankResults['profiles'] = []
  for (const size of sizes) profiles.push(await profileStep(size, PROFILE_SECONDS))
  const found = await measureRounds(runner, rounds, seconds)
  const traffic: RankResults['traffic'] = []
  for (const one of cases.filter(({ library, name }) => library !== 'PyTorch' && counted.has(name))) {
    const sent = await runner.countTraffic(one)
    if (sent) traffic.push({ ranks: one.ranks, ...sent })
  }
  return {
    date: today(),
    machine: machine(),
    load: { before, after: load() },
    mpi,
    method: METHOD,
    profiles,
    ...found,
    traffic,
    goals: goalsOf(found.cases),
  }
}

/** One sample of each case in turn, round after round. A case that fails once is left out. */
async function measureRounds(
  runner: Runner,
  rounds: number,
  seconds: number,
): Promise<Pick<RankResults, 'cases' | 'sums' | 'absent'>> {
  const measured = new Map<Case, MeasuredCase>()
  const absent = new Map<Case, string>()
  const sums = new Map<number, RankResults['sums'][number]>()
  for (let round = 0; round < rounds; round++) {
    for (const one of cases) {
      if (absent.has(one)) continue
      try {
        add(measured, one, await runner.train(one, seconds))
      } catch (error) {
        absent.set(one, describeError(error))
      }
    }
    const [first] = await runner.sums()
    for (const { floats, milliseconds } of first) {
      const found = sums.get(floats) ?? { floats, medians: [], least: Infinity }
      found.medians.push(spreadOf(milliseconds).median)
      sums.set(floats, { ...found, least: Math.min(found.least, ...milliseconds) })
    }
  }
  return {
    cases: [...measured.values()],
    sums: [...sums.values()],
    absent: Array.from(absent, ([{ library, name }, reason]) => ({ subject: `${library}, ${name}`, reason })),
  }
}

function add(measured: Map<Case, MeasuredCase>, one: Case, reports: readonly TrainingReport[]): void {
  const found: MeasuredCase = measured.get(one) ?? { ...one, version: reports[0].version, samples: [] }
  found.samples.push(sampleOf(reports))
  measured.set(one, found)
}

/** One sample, of what all ranks reported. */
function sampleOf(reports: readonly TrainingReport[]): Sample {
  const perStep = (value: (report: TrainingReport) => number | null): number[] =>
    reports.flatMap((report) => {
      const found = value(report)
      return found === null ? [] : [found / report.steps]
    })
  const steps = perStep(({ milliseconds }) => milliseconds)
  const waited = perStep((report) => report.waited)
  const threads = perStep(({ thread }) => thread)
  return {
    step: Math.max(...steps),
    least: Math.max(...reports.map(({ least }) => least)),
    processor: sum(perStep(({ processor }) => processor)),
    computing: threads.length === 0 ? null : sum(threads),
    waiting: waited.length === 0 ? null : sum(waited) / sum(steps),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function goalsOf(found: readonly MeasuredCase[]): RankResults['goals'] {
  const weak = found.find(({ name, library }) => name === names.weak && library === 'bilayer wasm')
  const cores = availableParallelism()
  return [
    atLeast(
      `efficiency of two ranks on ${cores} cores, weak scaling at (${weak?.size.join(', ')}) for each`,
      0.9,
      weak && efficiencyOf(found, weak)?.byTime,
    ),
  ].filter((goal) => goal !== undefined)
}
