import { checkAgreement } from './agreement.ts'
import { type Effort, interleave } from './interleave.ts'
import type { Library } from './library.ts'
import { createProbe, PROBE_OPERATIONS, rate } from './probe.ts'
import type { Absence } from './libraries/index.ts'
import type { Measurement } from './results.ts'
import { spreadOf } from './statistics.ts'
import type { Work } from './work.ts'

/** The same work, done by every library that can. */
export interface Contest<W extends Work> {
  readonly name: string
  /** Floating-point operations of one repetition, where its rate is worth telling. */
  readonly operations?: number
  /** The work of one library; undefined where it has no such thing. */
  readonly prepare: (library: Library) => Promise<W> | undefined
  /** What it computed, to hold libraries against each other; empty where it computes something else by design. */
  readonly values: (work: W) => Promise<readonly Float32Array[]>
}

/** The name under which the rate of the probe is recorded. */
export const PROBE = 'multiply-add probe'

/**
 * Times a contest among the libraries, and the multiply-add probe with them where there is a rate. Throws where one computes
 * something else than the first.
 */
export async function hold<W extends Work>(
  { name, operations, prepare, values }: Contest<W>,
  libraries: readonly Library[],
  effort: Effort,
): Promise<{ measurements: Measurement[]; absent: Absence[] }> {
  const entries: { library: Library; work: W }[] = []
  const absent: Absence[] = []
  for (const library of libraries) {
    const work = await prepare(library)
    if (work === undefined) absent.push({ subject: library.name, reason: 'it has nothing of the kind' })
    else entries.push({ library, work })
  }
  await checkAll(entries, values)

  const probe = operations === undefined ? undefined : await createProbe()
  const works = entries.map(({ work }) => work)
  const samples = await interleave(probe ? [...works, probe] : works, effort)
  await Promise.all([...works, ...(probe ? [probe] : [])].map((work) => work.dispose()))

  const measurements: Measurement[] = []
  const peak = probe && spreadOf(samples[works.length].map((time) => rate(PROBE_OPERATIONS, time)))
  for (const [i, { library }] of entries.entries()) {
    const spread = spreadOf(samples[i])
    measurements.push({
      subject: library.name,
      version: library.version,
      case: name,
      unit: 'ms',
      ...spread,
      ...(operations !== undefined && peak ? rates(operations, spread.median, peak.median) : {}),
    })
  }
  if (peak) {
    measurements.push({ subject: PROBE, version: process.version, case: name, unit: 'GFLOP/s', ...peak })
  }
  return { measurements, absent }
}

async function checkAll<W extends Work>(
  entries: readonly { library: Library; work: W }[],
  values: Contest<W>['values'],
): Promise<void> {
  let first: { name: string; expected: readonly Float32Array[] } | undefined
  for (const { library, work } of entries) {
    await work.time(1)
    const found = await values(work)
    if (found.length === 0) continue
    first ??= { name: library.name, expected: found }
    checkAgreement(first.expected, found, [first.name, library.name])
  }
}

function rates(operations: number, milliseconds: number, peak: number) {
  const reached = rate(operations, milliseconds)
  return { rate: reached, shareOfProbe: reached / peak }
}
