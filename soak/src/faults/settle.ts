import { BilayerError } from '@bilayer/core'
import type { Strike } from './fault.ts'

/** What is not there after so many milliseconds does not come. */
const PATIENCE = 10_000

/** What `work` rejects with, and how long after `since`. */
export async function failureOf(
  work: Promise<unknown>,
  since: number,
): Promise<{ readonly error: unknown; readonly milliseconds: number }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hung = new Promise<unknown>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`it hung: nothing came in ${PATIENCE} ms`)), PATIENCE)
  })
  const failed = work.then(
    () => new Error('nothing failed'),
    (error: unknown) => error,
  )
  const error = await Promise.race([failed, hung])
  clearTimeout(timer)
  return { error, milliseconds: performance.now() - since }
}

/** A strike that must end in an error of core; `wrong` is what else was seen. */
export function errorStrike(
  { error, milliseconds }: { readonly error: unknown; readonly milliseconds: number },
  wrong: readonly string[],
): Strike {
  const foreign = error instanceof BilayerError ? [] : [`${String(error)}, which is no error of core`]
  return { outcome: 'error', milliseconds, wrong: [...foreign, ...wrong] }
}
