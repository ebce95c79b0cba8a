export { FormatError } from '@bilayer/core'
export {
  type CheckpointFile,
  decodeCheckpoint,
  encodeCheckpoint,
  type TrainingCheckpoint,
} from './checkpoint-file.ts'
export { checkModel } from './check-model.ts'
export type { Model } from './model.ts'
export { decodeModel, encodeModel, MODEL_VERSION } from './model-file.ts'
export { decodeSafetensors, encodeSafetensors, type SafetensorsFile, type Tensor } from './safetensors.ts'
