import type { ComponentType } from 'preact'
import type { ViewName } from '../state/view-names.ts'
import { lazyView } from './lazy-view.tsx'
import { Learn } from './learn/learn.tsx'

/** A view, and what the navigation calls it. */
export interface ViewEntry {
  readonly title: string
  readonly View: ComponentType
}

/** Every view of the page. A large one is loaded when it is first shown: `lazyView(() => import('./name/name.tsx'))`. */
export const views: Record<ViewName, ViewEntry> = {
  learn: { title: 'Learn', View: Learn },
  derivation: {
    title: 'The derivation',
    View: lazyView(async () => (await import('./derivation/derivation.tsx')).Derivation),
  },
  prove: { title: 'Prove', View: lazyView(async () => (await import('./prove/prove.tsx')).Prove) },
  measure: { title: 'Measure', View: lazyView(async () => (await import('./measure/measure.tsx')).Measure) },
  'take-away': {
    title: 'Take it away',
    View: lazyView(async () => (await import('./take-away/take-away.tsx')).TakeAway),
  },
}
