export { oneHot } from './one-hot.ts'
export { type Samples, selectSamples } from './samples.ts'
export { type LabelledSamples, type SplitOptions, splitSamples } from './split.ts'
