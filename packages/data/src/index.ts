export {
  type Category,
  type CategoryEncoding,
  checkEncoding,
  type ColumnEncoding,
  encodedNames,
  encodedSize,
  type Encoding,
  type NumberEncoding,
} from './encoding/encoding.ts'
export { encode } from './encoding/encode.ts'
export { decodeProbabilities, decodeTarget, encodeTarget } from './encoding/encode-target.ts'
export { type ColumnKind, EncodingLearner, type EncodingOptions, learnEncoding } from './encoding/learn.ts'
export { learnTarget, recogniseTask, type TaskName } from './encoding/learn-target.ts'
export { classProbabilities, likeliestClasses } from './encoding/outputs.ts'
export type { Scaling } from './encoding/statistics.ts'
export { type RowSplit, type RowSplitOptions, splitRows } from './split-rows.ts'
export {
  checkTarget,
  type ClassTarget,
  outputsOf,
  type QuantityTarget,
  type Target,
} from './encoding/target.ts'
export { oneHot } from './one-hot.ts'
export { type Samples, selectSamples, sliceSamples } from '@bilayer/core'
export { type LabelledSamples, type SplitOptions, splitSamples } from './split.ts'
export { inverseTransform, type Standardisation, standardise, transform } from './standardise.ts'
export {
  type Cell,
  checkTable,
  columnOf,
  type Columns,
  createTable,
  isTable,
  selectRows,
  type Table,
  withoutColumns,
} from './table.ts'
