export { loadProvider } from './modules.ts'
export { type IsolatedOptions, type IsolatedSubject, runIsolated } from './run-isolated.ts'
