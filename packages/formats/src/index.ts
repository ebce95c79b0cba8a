export { FormatError } from './format-error.ts'
export { decodeSafetensors, encodeSafetensors, type SafetensorsFile, type Tensor } from './safetensors.ts'
