import { z } from 'zod'
import { resultFile } from '../results.ts'

const onePackage = z.strictObject({
  package: z.string(),
  functions: z.int(),
  parameters: z.int(),
  calls: z.int(),
  refused: z.int(),
  /** Parameters with something wrong, and what that is: the first few values. */
  wrong: z.array(
    z.strictObject({
      function: z.string(),
      parameter: z.string(),
      values: z.int(),
      first: z.array(z.string()),
    }),
  ),
})

/** The functions of one package, with wrong arguments of every kind. */
export type PackageFound = z.infer<typeof onePackage>

const found = z.strictObject({ seed: z.int(), packages: z.array(onePackage) })

export type ArgumentsFound = z.infer<typeof found>

export const argumentsFile = resultFile('arguments', found)
