export type { ActivationName, Model } from '../model.ts'
export { encodeModule } from './encode-module.ts'
