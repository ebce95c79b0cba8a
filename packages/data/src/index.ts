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
  type Columns,
  createTable,
  isTable,
  type Table,
  withoutColumns,
} from './table.ts'
