import { getSystemErrorMap } from 'node:util'

/** Why something failed: in the system's words, such as `no space left on device`, where the system refused it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const words = isSystemError(error) ? getSystemErrorMap().get(error.errno)?.[1] : undefined
  return words ?? error.message
}

/** Whether it is what the system calls `code`, such as `ENOENT`. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const isSystemError = (error: Error): error is Error & { errno: number } =>
  'errno' in error && typeof error.errno === 'number'
