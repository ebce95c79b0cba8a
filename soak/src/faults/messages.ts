import { z } from 'zod'

/** What a series of strikes tells on its way. */
export const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  z.object({
    kind: z.literal('strike'),
    outcome: z.enum(['error', 'whole file']),
    milliseconds: z.number().exactOptional(),
    wrong: z.array(z.string()),
  }),
])

export type Message = z.infer<typeof message>
