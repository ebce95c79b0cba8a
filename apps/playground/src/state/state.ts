import { computed, signal } from '@preact/signals'
import type {
  BackendFacts,
  BackendRow,
  BrokenTerm,
  Derivation,
  FileFacts,
  Frame,
  Phase,
  Racer,
  RunFacts,
} from '../worker/protocol.ts'
import type { CaseResult, Report, Untested } from '@bilayer/conformance'
import type { GradientCheck, Trial } from 'bilayer'
import type { Measurement, OperationPlan, Size, Subject } from '../worker/bench/protocol.ts'
import { type BackendName, defaults, type Settings } from './settings.ts'
import type { ViewName } from './view-names.ts'

/** A message to the reader of the page. */
export interface Notice {
  readonly kind: 'fault' | 'news'
  readonly title: string
  readonly text: string
  /** What the reader can do about it. */
  readonly action?: { readonly label: string; readonly act: () => void }
}

/** How far the suite is with one subject. */
export interface ProofColumn {
  readonly subject: Subject
  readonly state: 'waiting' | 'running' | 'done'
  /** The case at hand. */
  readonly now: string | undefined
  readonly results: readonly CaseResult[]
}

/** A run of the suite. */
export interface Proof {
  /** Every operation of the suite. */
  readonly operations: readonly OperationPlan[]
  readonly columns: readonly ProofColumn[]
  /** What came of it, for reporters; undefined until all are done. */
  readonly reports: readonly (Report | Untested)[] | undefined
}

/** A cell of the matrix of operations × subjects. */
export interface ProofCell {
  readonly op: string
  readonly subject: string
}

/** A measuring of all backends. */
export interface Measured {
  readonly backends: readonly BackendName[]
  readonly sizes: readonly Size[]
  readonly measurements: readonly Measurement[]
  /** What is timed now. */
  readonly now: Pick<Measurement, 'backend' | 'size'> | undefined
}

/** Everything that the page knows. Views read it; only what stands beside it writes it. */
export const state = {
  view: signal<ViewName>('learn'),
  /** What the run is made of, as the address has it. */
  settings: signal<Settings>(defaults),
  notices: signal<readonly Notice[]>([]),
  /** What runs; undefined until the first network is there. */
  run: signal<RunFacts | undefined>(),
  phase: signal<Phase | 'loading'>('loading'),
  /** The backend that the run is on now. */
  backend: signal<BackendFacts | undefined>(),
  /** Whether the run was on another backend before, so that its link alone does not give it again. */
  hasSwitched: signal(false),
  frame: signal<Frame | undefined>(),
  /** The last frame that has all the parts in view. */
  detailed: signal<Frame | undefined>(),
  /** The user's data file. */
  file: signal<FileFacts | undefined>(),
  /** The name of a file that is being read, which takes seconds where it is large. */
  fileAtHand: signal<string | undefined>(),
  /** Undefined until all were asked. */
  backends: signal<readonly BackendRow[] | undefined>(),
  /** What came of timing all backends; undefined before, and while it is done. */
  trials: signal<readonly Trial[] | undefined>(),
  isTiming: signal(false),
  race: signal<readonly Racer[] | undefined>(),
  isRacing: signal(false),
  /** The training step that the derivation shows; undefined until it was taken. */
  derivation: signal<Derivation | undefined>(),
  check: signal<GradientCheck | undefined>(),
  isChecking: signal(false),
  /** What the suite found, subject by subject; undefined before it runs. */
  proof: signal<Proof | undefined>(),
  isProving: signal(false),
  /** The cell whose cases are shown; undefined for all failures. */
  provedCell: signal<ProofCell | undefined>(),
  mutants: signal<readonly string[]>([]),
  /** What was measured, as it comes. */
  measured: signal<Measured | undefined>(),
  isMeasuring: signal(false),
}

/** The term that is broken on purpose; by a factor of 1 it is not. */
export const broken = computed((): BrokenTerm => {
  const { term, layer, by } = state.settings.value
  return { term, layer, factor: 1 + by / 100 }
})

/** The backends that work here, in the order in which they are listed. */
export const availableBackends = computed((): readonly BackendName[] =>
  (state.backends.value ?? []).filter(({ available }) => available).map(({ name }) => name),
)

/** Whether steps are being taken. */
export const isRunning = computed(() => state.phase.value === 'running')
