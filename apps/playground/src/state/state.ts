import { computed, signal } from '@preact/signals'
import type {
  BackendFacts,
  BackendRow,
  Failure,
  FileFacts,
  Frame,
  Phase,
  Racer,
  RunFacts,
} from '../worker/protocol.ts'
import type { Trial } from 'bilayer'
import { defaults, type Settings } from './settings.ts'
import type { ViewName } from './view-names.ts'

/** A message to the reader of the page. */
export interface Notice {
  readonly kind: 'fault' | 'news'
  readonly title: string
  readonly text: string
  /** What the reader can do about it. */
  readonly action?: { readonly label: string; readonly act: () => void }
}

/** Everything that the page knows. Views read it; `actions.ts` alone writes it. */
export const state = {
  view: signal<ViewName>('learn'),
  /** What the run is made of, as the address has it. */
  settings: signal<Settings>(defaults),
  notices: signal<readonly Notice[]>([]),
  /** What runs; undefined until the first network is there. */
  run: signal<RunFacts | undefined>(undefined),
  phase: signal<Phase | 'loading'>('loading'),
  failure: signal<Failure | undefined>(undefined),
  /** The backend that the run is on now. */
  backend: signal<BackendFacts | undefined>(undefined),
  /** Whether the run was on another backend before, so that its link alone does not give it again. */
  hasSwitched: signal(false),
  frame: signal<Frame | undefined>(undefined),
  /** The user's data file. */
  file: signal<FileFacts | undefined>(undefined),
  /** Undefined until all were asked. */
  backends: signal<readonly BackendRow[] | undefined>(undefined),
  /** What came of timing all backends; undefined before, and while it is done. */
  trials: signal<readonly Trial[] | undefined>(undefined),
  isTiming: signal(false),
  race: signal<readonly Racer[] | undefined>(undefined),
  isRacing: signal(false),
}

/** Whether steps are being taken. */
export const isRunning = computed(() => state.phase.value === 'running')
