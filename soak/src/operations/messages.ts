import { z } from 'zod'

const counts = {
  programs: z.int(),
  operations: z.int(),
  /** Results that were held against the reference, number by number. */
  numbers: z.int(),
}

/** What a run of random programs tells on its way. */
export const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  z.object({ kind: z.literal('started'), device: z.string() }),
  z.object({ kind: z.literal('progress'), ...counts }),
  z.object({ kind: z.literal('ended'), ...counts, shares: z.record(z.string(), z.number()) }),
  /** The smallest program that was found to go wrong, and what replays it. */
  z.object({
    kind: z.literal('failed'),
    reason: z.string(),
    seed: z.int(),
    path: z.string(),
    program: z.string(),
  }),
])

export type Message = z.infer<typeof message>
