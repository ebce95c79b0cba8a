export type { ActivationName, Model } from '../model.ts'
export { decodeOnnx } from './decode.ts'
export { encodeOnnx } from './encode.ts'
