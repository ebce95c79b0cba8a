import { z } from 'zod'

/** What came of one parameter. */
export const message = z.object({
  function: z.string(),
  parameter: z.string(),
  calls: z.int(),
  refused: z.int(),
  faults: z.array(z.string()),
})

export type Message = z.infer<typeof message>
