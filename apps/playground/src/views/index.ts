import type { ComponentType } from 'preact'
import type { ViewName } from '../state/view-names.ts'
import { Learn } from './learn/learn.tsx'

/** A view, and what the navigation calls it. */
export interface ViewEntry {
  readonly title: string
  readonly View: ComponentType
}

/** Every view of the page. A large one is loaded when it is first shown: `lazyView(() => import('./name/name.tsx'))`. */
export const views: Record<ViewName, ViewEntry> = {
  learn: { title: 'Learn', View: Learn },
}
