import { DivergedError } from 'bilayer'
import type { Settings } from '../state/settings.ts'

/** An error of a run, which says what to try by the names that the page has for it. */
export const inSettings = (error: unknown, { rate }: Settings): unknown =>
  error instanceof DivergedError
    ? new DivergedError(
        error.happened,
        ` Try a learning rate below ${rate}, another optimiser, or weight decay.`,
      )
    : error
