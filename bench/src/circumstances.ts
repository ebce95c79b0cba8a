import { z } from 'zod'

/** What a program ran on. */
const machineSchema = z.strictObject({
  processor: z.string(),
  cores: z.int(),
  memory: z.string(),
  system: z.string(),
  node: z.string(),
})

export type MachineFacts = z.infer<typeof machineSchema>

/** When and on what a program ran. */
export const circumstances = { date: z.iso.date(), machine: machineSchema }

/** Processes that wanted a core, in the minute before and in the last minute of the run itself. */
export const loadSchema = z.strictObject({ before: z.number(), after: z.number() })

/** What could not be measured, and why. */
export const absentSchema = z.array(z.strictObject({ subject: z.string(), reason: z.string() }))

export const goalSchema = z.strictObject({
  goal: z.string(),
  target: z.number(),
  measured: z.number(),
  met: z.boolean(),
})

export type Goal = z.infer<typeof goalSchema>
