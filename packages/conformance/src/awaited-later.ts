/**
 * A promise whose failure is for whoever awaits it, be it after another that failed. Without this, a host takes it for a failure that
 * nobody handles, and may end the process before there is a report.
 */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
