import {
  caseName,
  type CaseResult,
  type ConformanceCase,
  conformanceCases,
  type Report,
  runConformance,
  type Untested,
} from '@bilayer/conformance'
import { mutantProvider, mutants } from '@bilayer/conformance/mutants'
import { type BackendProvider, BackendUnavailableError, providers } from 'bilayer'
import { gradientCases } from 'bilayer/gradient-cases'
import { createLetIn } from './let-in.ts'
import type { ProofProgress, Subject, SuiteFacts } from './protocol.ts'

/** Milliseconds after which a case has failed: a program that stands in for a graphics processor takes its time. */
const LONGEST_CASE = 20_000

/** Milliseconds between two reports to the page. */
const REPORT_EVERY = 100

const cases: readonly ConformanceCase[] = [...conformanceCases, ...gradientCases]

/** What there is to run. */
export function suiteFacts(): SuiteFacts {
  const counts = new Map<string, number>()
  for (const { op } of cases) counts.set(op, (counts.get(op) ?? 0) + 1)
  return {
    operations: [...counts].map(([op, count]) => ({ op, cases: count })),
    mutants: mutants.map(({ fault }) => fault),
  }
}

/** Runs the suite and the gradient cases on one subject after another; each has its report, or the reason why it has none. */
export async function prove(
  subjects: readonly Subject[],
  signal: AbortSignal,
  onProgress: (progress: ProofProgress) => void,
): Promise<(Report | Untested)[]> {
  const reported: (Report | Untested)[] = []
  for (const subject of subjects) {
    if (signal.aborted) reported.push({ backend: subject.name, reason: 'the run was stopped' })
    else reported.push(await proveOne(subject, signal, onProgress))
  }
  return reported
}

async function proveOne(
  subject: Subject,
  signal: AbortSignal,
  onProgress: (progress: ProofProgress) => void,
): Promise<Report | Untested> {
  const { name } = subject
  let results: CaseResult[] = []
  let last = -Infinity
  const tell = (now?: string): void => {
    onProgress({ subject: name, now, results })
    results = []
    last = performance.now()
  }
  try {
    return await runConformance(providerOf(subject), {
      cases: breathingCases(),
      timeout: LONGEST_CASE,
      signal,
      onStart: (label) => {
        if (performance.now() - last > REPORT_EVERY) tell(caseName(label))
      },
      onResult: (result) => {
        results.push(result)
      },
    })
  } catch (error) {
    if (error instanceof BackendUnavailableError) return { backend: name, reason: error.message }
    throw error
  } finally {
    tell()
  }
}

/** The cases, with the messages of the page let in before each: a backend of JavaScript alone would keep them out until the end. */
function breathingCases(): readonly ConformanceCase[] {
  const letIn = createLetIn()
  return cases.map(
    ({ run, ...label }) =>
      ({
        ...label,
        run: async (context: never) => {
          await letIn()
          await run(context)
        },
      }) as ConformanceCase,
  )
}

function providerOf({ kind, name }: Subject): BackendProvider {
  if (kind === 'mutant') {
    const mutant = mutants.find(({ fault }) => fault === name)
    if (mutant) return mutantProvider(mutant)
  }
  const provider = providers.find((each) => each.name === name)
  if (provider) return provider
  throw new Error(`The suite knows no ${kind} ${name}.`)
}
