import type { Category, ClassTarget, Encoding, QuantityTarget } from '@bilayer/data'
import type { Samples } from 'bilayer'

/** All that the page of a report shows: plain data. What is left out is not told of. */
export interface Report {
  /** Such as `Training species on iris.csv`. */
  readonly title: string
  readonly date: Date
  /** As it was typed. */
  readonly command: string
  readonly data: DataSummary
  readonly task: ClassificationTask | RegressionTask
  readonly backend: BackendSummary
  /** Of `bilayer`, Node.js, the platform, by name. */
  readonly versions: Readonly<Record<string, string>>
  /** How long all took. */
  readonly seconds: number
  /** How the network was trained, by name. */
  readonly options?: Readonly<Record<string, string | number | boolean>>
  readonly network?: NetworkSummary
  /** An entry for each epoch. */
  readonly history?: readonly EpochRecord[]
  /** What was learnt of the columns. */
  readonly encoding?: Encoding
}

export interface DataSummary {
  /** The name of the file, without its folder. */
  readonly file: string
  readonly rows: number
  readonly columns: number
}

export interface BackendSummary {
  readonly name: string
  readonly device: string
  readonly mode?: string
}

export interface NetworkSummary {
  readonly inputs: number
  /** From the first hidden layer to the outputs. */
  readonly layers: readonly LayerSummary[]
}

export interface LayerSummary {
  readonly outputs: number
  /** Such as `relu`. */
  readonly activation: string
}

export interface EpochRecord {
  readonly loss: number
  readonly validationLoss?: number
  /** Accuracy of classes, R² of quantities. */
  readonly validationScore?: number
}

export interface ClassificationTask {
  readonly kind: 'classification'
  readonly target: ClassTarget
  readonly tested?: TestedClasses
}

export interface RegressionTask {
  readonly kind: 'regression'
  readonly target: QuantityTarget
  readonly tested?: TestedQuantities
}

/** What was predicted of rows whose class is known. */
export interface TestedClasses {
  /** Which rows these are, such as `30 rows that it was not trained on`. */
  readonly rows: string
  /** Labels of the target. */
  readonly actual: readonly Category[]
  readonly predicted: readonly Category[]
  /** A row for each sample, a column for each label of the target, in its order. */
  readonly probabilities?: Samples
}

/** What was predicted of rows whose quantity is known. */
export interface TestedQuantities {
  /** Which rows these are, such as `30 rows that it was not trained on`. */
  readonly rows: string
  readonly actual: ArrayLike<number>
  readonly predicted: ArrayLike<number>
}
