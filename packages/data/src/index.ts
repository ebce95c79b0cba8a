export {
  type Category,
  type CategoryEncoding,
  checkEncoding,
  type ColumnEncoding,
  encodedNames,
  encodedSize,
  type Encoding,
  isMissing,
  type NumberEncoding,
} from './encoding/encoding.ts'
export { type BatchOptions, type EncodedBatch, encodedBatches } from './encoding/batches.ts'
export { encode } from './encoding/encode.ts'
export { decodeProbabilities, decodeTarget, encodeTarget } from './encoding/encode-target.ts'
export { type ColumnKind, EncodingLearner, type EncodingOptions, learnEncoding } from './encoding/learn.ts'
export { learnTarget, recogniseTask, type TaskName } from './encoding/learn-target.ts'
export { classProbabilities, likeliestClasses } from './encoding/outputs.ts'
export type { Scaling } from './encoding/statistics.ts'
export { type RowSplit, type RowSplitOptions, splitRows } from './split-rows.ts'
export { curveNames, type CurveName, curveSamples } from './drawn/curve.ts'
export type { DrawnOptions } from './drawn/options.ts'
export { type PlaneName, planeNames, planeSamples } from './drawn/plane.ts'
export { readCsv, streamCsv } from './csv/csv.ts'
export type { CsvOptions, CsvStreamOptions } from './csv/options.ts'
export {
  checkTarget,
  type ClassTarget,
  outputsOf,
  type QuantityTarget,
  type Target,
} from './encoding/target.ts'
export type { ColumnType, ColumnTypes, Decimal } from './rows/column-type.ts'
export type { TextEncoding } from './text/decode.ts'
export type { Source } from './text/source.ts'
export { type IdxArray, imageSamples, readIdx } from './idx/idx.ts'
export { readJson } from './json/json.ts'
export { readJsonLines, streamJsonLines } from './json/json-lines.ts'
export type { JsonOptions, JsonStreamOptions } from './json/options.ts'
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
