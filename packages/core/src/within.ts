import { checkFunction, checkPositive } from './arguments.ts'

/** The timers of a host: Node.js and pages have them, the language does not. */
interface Host {
  readonly setTimeout?: (callback: () => void, milliseconds: number) => unknown
  readonly clearTimeout?: (timer: unknown) => void
}

/** Milliseconds: hosts keep a timer's time in 31 bits, and one that is longer ends at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * What `work` resolves to, if it settles within `milliseconds`; rejects with `late()` if it does not. Work cannot be stopped:
 * what arrives afterwards is handed to `abandon`, so that it can be freed, and a failure then is nobody's any more.
 * Work that throws at once rejects. Where the host has no timers, it waits for as long as the work takes.
 */
export async function within<T>(
  milliseconds: number,
  work: () => T | PromiseLike<T>,
  late: () => Error,
  abandon: (result: T) => unknown = () => {},
): Promise<T> {
  checkPositive('milliseconds', milliseconds)
  checkFunction('work', work)
  checkFunction('late', late)
  checkFunction('abandon', abandon)
  const { setTimeout, clearTimeout } = globalThis as Host
  let isLate = false
  let timer: unknown
  const end = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      isLate = true
      reject(late())
    }
    timer = setTimeout?.(giveUp, Math.min(milliseconds, LONGEST_TIMER))
  })
  const working = begin(work)
  working.then((result) => (isLate ? abandon(result) : undefined)).catch(() => {})
  try {
    return await Promise.race([working, end])
  } finally {
    clearTimeout?.(timer)
  }
}

/** What throws at once becomes a promise that rejects. */
const begin = async <T>(work: () => T | PromiseLike<T>): Promise<T> => work()
