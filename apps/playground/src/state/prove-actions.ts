import { batch } from '@preact/signals'
import type { ProofProgress, Subject } from '../worker/bench/protocol.ts'
import { stopBench, withBench } from './bench-client.ts'
import { notifyOf } from './notices.ts'
import { pause } from './run-actions.ts'
import { change } from './settings-actions.ts'
import type { BackendName } from './settings.ts'
import { availableBackends, isRunning, type ProofCell, type ProofColumn, state } from './state.ts'

const FAULT = 'The suite could not be run'

/** Learns which backends that are wrong on purpose there are. */
export async function listMutants(): Promise<void> {
  if (state.mutants.value.length > 0) return
  try {
    const { mutants } = await withBench((bench) => bench.suite())
    state.mutants.value = mutants
  } catch (error) {
    notifyOf(FAULT, error)
  }
}

export function chooseMutant(fault: string): void {
  change({ mutant: fault })
}

export function showCell(cell: ProofCell): void {
  state.provedCell.value = cell
}

/** Shows all failures, not those of a cell. */
export function showAll(): void {
  state.provedCell.value = undefined
}

/** Runs the suite on every backend that works here, and on the one that is wrong on purpose where one was chosen. */
export async function startProof(): Promise<void> {
  if (state.isProving.value || state.isMeasuring.value) return
  const subjects = subjectsOfNow()
  state.isProving.value = true
  try {
    // One machine: training would slow the suite down, and a case that takes too long has failed.
    if (isRunning.value) await pause()
    await withBench(
      async (bench) => {
        const { operations } = await bench.suite()
        batch(() => {
          state.provedCell.value = undefined
          state.proof.value = { operations, columns: subjects.map(emptyColumn), reports: undefined }
        })
        const reports = await bench.prove(subjects)
        update((proof) => ({ ...proof, reports }))
      },
      (event) => {
        if (event.kind === 'case') add(event.progress)
      },
    )
  } catch (error) {
    notifyOf(FAULT, error)
  } finally {
    state.isProving.value = false
  }
}

export const stopProof = (): Promise<void> => stopBench()

/** Graphics processors last: where a program stands in for one, the suite takes minutes. */
const order: readonly BackendName[] = ['wasm', 'worker-pool', 'cpu-js', 'blas', 'webgpu', 'gpu-js']

function subjectsOfNow(): readonly Subject[] {
  const { mutant } = state.settings.value
  const available = availableBackends.value
  return [
    ...(mutant === '' ? [] : [{ kind: 'mutant', name: mutant } as const]),
    ...order.filter((name) => available.includes(name)).map((name) => ({ kind: 'backend', name }) as const),
  ]
}

const emptyColumn = (subject: Subject): ProofColumn => ({
  subject,
  state: 'waiting',
  now: undefined,
  results: [],
})

type Proof = NonNullable<typeof state.proof.value>

function update(next: (proof: Proof) => Proof): void {
  if (state.proof.value) state.proof.value = next(state.proof.value)
}

function add({ subject, now, results }: ProofProgress): void {
  update((proof) => ({
    ...proof,
    columns: proof.columns.map((column) =>
      column.subject.name === subject
        ? {
            ...column,
            now,
            state: now === undefined ? 'done' : 'running',
            results: [...column.results, ...results],
          }
        : column,
    ),
  }))
}
