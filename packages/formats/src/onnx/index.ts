export type { ActivationName, Model } from '../model.ts'
export { encodeOnnx } from './encode.ts'
