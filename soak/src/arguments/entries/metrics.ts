import { metrics } from '@bilayer/estimators'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import { exactly, nothingElse, numbers, optional, options, whole } from '../legal.ts'
import { labelList, probability, targets } from './lists.ts'

const labels = ['a', 'b']

/** Of other labels, the positive class is none. */
const averages: readonly Parameter[] = [
  parameter([0], nothingElse, 'actual', 'positive', 'average'),
  parameter([1], nothingElse, 'predicted', 'actual', 'positive', 'average'),
  parameter([2], nothingElse, 'options', 'positive'),
  parameter([2, 'average'], optional(nothingElse)),
  parameter([2, 'positive'], exactly('a', 'b')),
]

/** The metrics, as a namespace of @bilayer/estimators. */
export const metricsEntries: readonly Entry[] = [
  ...(['accuracy', 'classReport', 'confusionMatrix'] as const).map(
    (name): Entry => ({
      name: `metrics.${name}`,
      call: () => ({ fn: metrics[name], args: [labels, labels] }),
      parameters: [
        parameter([0], labelList(2, ['string']), 'actual', 'predicted'),
        parameter([1], labelList(2, ['string']), 'predicted'),
      ],
    }),
  ),
  ...(['precision', 'recall', 'f1'] as const).map(
    (name): Entry => ({
      name: `metrics.${name}`,
      call: () => ({
        fn: metrics[name],
        args: [labels, labels, { average: 'binary', positive: 'a' }],
      }),
      parameters: averages,
    }),
  ),
  {
    name: 'metrics.logLoss',
    call: () => ({
      fn: metrics.logLoss,
      args: [
        labels,
        [
          [0.5, 0.5],
          [0.25, 0.75],
        ],
        { labels },
      ],
    }),
    parameters: [
      parameter([0], nothingElse, 'actual'),
      parameter([1], nothingElse, 'probabilities'),
      parameter([1, 1], numbers(2, probability), 'probabilities'),
      parameter([1, 1, 0], probability, 'probabilities'),
      parameter([2], optional(options), 'options'),
      parameter([2, 'labels'], optional(nothingElse), 'labels'),
    ],
  },
  ...(['calibrationCurve', 'expectedCalibrationError'] as const).map(
    (name): Entry => ({
      name: `metrics.${name}`,
      call: () => ({ fn: metrics[name], args: [labels, [0.5, 0.25], { positive: 'a', bins: 4 }] }),
      parameters: [
        parameter([0], nothingElse, 'actual', 'positive'),
        parameter([1], nothingElse, 'probabilities'),
        parameter([1, 0], probability, 'probabilities'),
        parameter([2], nothingElse, 'options', 'positive'),
        parameter([2, 'positive'], exactly('a', 'b')),
        parameter([2, 'bins'], optional(whole(1, 1000))),
      ],
    }),
  ),
  ...(['meanAbsoluteError', 'meanSquaredError', 'r2'] as const).map(
    (name): Entry => ({
      name: `metrics.${name}`,
      call: () => ({
        fn: metrics[name],
        args: [
          [1, 2],
          [1, 3],
        ],
      }),
      parameters: [
        parameter([0], targets(2, 1), 'actual'),
        parameter([1], targets(2, 1), 'predicted'),
        parameter([1, 0], Number.isFinite, 'predicted'),
      ],
    }),
  ),
]
