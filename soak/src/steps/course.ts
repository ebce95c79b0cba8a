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

/**
 * V8 compiles a function anew after many calls; one that is called once a sample is compiled after most of the steps, and the code
 * of a few is 2 % of the heap of a page. These leave it at the bytecode, and make room for all that it notes at the first call.
 */
export const NOTHING_COMPILED_LATER = '--no-lazy-feedback-allocation,--no-sparkplug,--no-maglev,--no-turbofan'

/** A backend in its surroundings, and how it is trained on there. */
export interface Course {
  readonly subject: string
  readonly surroundings: 'Node.js' | 'Chromium'
  /** How many steps there are at full size. */
  readonly fullSteps: number
  readonly run: (training: Training, effort: Effort) => AsyncIterable<Message>
}
