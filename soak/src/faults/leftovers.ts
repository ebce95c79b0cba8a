import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** What a process holds: threads, and what keeps its event loop alive. */
interface Holdings {
  readonly threads: number
  readonly resources: readonly string[]
}

/** Milliseconds until threads that were told to end have ended. */
const PATIENCE = 1000

const holdings = (): Holdings => ({
  threads: countThreads(),
  resources: process.getActiveResourcesInfo().toSorted(),
})

/** Notes what this process holds; the function that it returns tells what is left beside that, once it has had time to go. */
export function watchLeftovers(): () => Promise<string[]> {
  // These are opened when they are first asked for, and the first worker asks for them.
  void [process.stdout, process.stderr]
  const before = holdings()
  return async () => {
    const end = performance.now() + PATIENCE
    let left = beyond(before, holdings())
    while (left.length > 0 && performance.now() < end) {
      await pause(5)
      left = beyond(before, holdings())
    }
    return left
  }
}

/** Those of the kernel; none where it does not list them. */
const countThreads = (): number => (existsSync(TASKS) ? readdirSync(TASKS).length : 0)

const TASKS = '/proc/self/task'

function beyond(before: Holdings, now: Holdings): string[] {
  const left: string[] = []
  if (now.threads > before.threads) left.push(`${now.threads - before.threads} threads are left`)
  const resources = now.resources.length - before.resources.length
  if (resources > 0)
    left.push(`it is kept alive by ${now.resources.join(', ')}; before by ${before.resources.join(', ')}`)
  return left
}
