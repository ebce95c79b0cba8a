import { z } from 'zod'

/** What is sampled, with its unit. What a surrounding has not got is left out. */
export const quantities = {
  /** After a forced collection. */
  'JavaScript heap': 'bytes',
  /** Array buffers, and WebAssembly memory that no threads share. */
  'external memory': 'bytes',
  'linear memory': 'bytes',
  /** The resident set; of a page, that of its renderer. */
  process: 'bytes',
  /** The resident set of Chromium's process that draws. */
  'graphics process': 'bytes',
  /** `memory()` of the backend. */
  matrices: '',
  'bytes of matrices': 'bytes',
} as const

export type Quantity = keyof typeof quantities

const sample = z.partialRecord(z.enum(Object.keys(quantities) as Quantity[]), z.number())

/** What there is at one moment of a training. */
export type Sample = z.infer<typeof sample>

/** What a training tells on its way. */
export const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  z.object({ kind: z.literal('started'), device: z.string() }),
  z.object({ kind: z.literal('sample'), steps: z.number(), sample }),
])

export type Message = z.infer<typeof message>
