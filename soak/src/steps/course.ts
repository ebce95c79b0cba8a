import type { Message } from './messages.ts'
import type { Training } from './training.ts'

/** How long to train, and how often to look. */
export interface Effort {
  readonly steps: number
  readonly samples: number
}

/**
 * The young generation of V8 stays as large as it is at first: else it doubles once, at some moment in hundreds of thousands of
 * steps, and the process with it, by 8 MB, which would hide a leak or look like one.
 */
export const FIXED_YOUNG_GENERATION = '--max-semi-space-size=1'

/** A backend in its surroundings, and how it is trained on there. */
export interface Course {
  readonly subject: string
  readonly surroundings: 'Node.js' | 'Chromium'
  /** How many steps there are at full size. */
  readonly fullSteps: number
  readonly run: (training: Training, effort: Effort) => AsyncIterable<Message>
}
