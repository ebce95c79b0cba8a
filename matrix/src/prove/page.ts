import { proveBackend } from './prove-backend.ts'

/** What the page offers to whoever opened it: a report, or why there is none, as JSON, which crosses any protocol as it is. */
export interface ProvePage {
  readonly prove: (backend: string, only: string) => Promise<string>
}

const provePage: ProvePage = {
  prove: async (backend, only) => JSON.stringify(await proveBackend(backend, only)),
}

Object.assign(globalThis, { provePage })
