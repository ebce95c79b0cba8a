const KEY = 'bilayer choices'

/** What was written last; undefined where there is nothing. */
export const readText = (): string | undefined => globalThis.localStorage.getItem(KEY) ?? undefined

export const writeText = (text: string): void => {
  globalThis.localStorage.setItem(KEY, text)
}

/** What this machine is, as far as speed goes and a page can tell. */
export function machine(): string {
  const { userAgent, hardwareConcurrency }: Partial<Navigator> = globalThis.navigator ?? {}
  const isolation = globalThis.crossOriginIsolated ? 'isolated' : 'not isolated'
  return `${userAgent}, ${hardwareConcurrency} threads, ${isolation}`
}
