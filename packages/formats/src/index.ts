export {
  decodeSafetensors,
  encodeSafetensors,
  FormatError,
  type SafetensorsFile,
  type Tensor,
} from './safetensors.ts'
