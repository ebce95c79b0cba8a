import { FormatError } from '@bilayer/core'
import { checkModel } from '../check-model.ts'
import type { Model } from '../model.ts'
import { encodeMetadata, METADATA_KEY, withMetadata } from './metadata.ts'
import { graphOf } from './model-graph.ts'
import { ML } from './proto.ts'
import { writeModel } from './write-proto.ts'

/** Of ONNX 1.10, so that runtimes from 2021 on read it. */
const IR_VERSION = 8
const OPSET = 13
const ML_OPSET = 2

/** What the parameters may take of the 2 GiB that a protobuf message has. */
const MOST_BYTES = 2 ** 31 - 2 ** 24

/**
 * A model as an ONNX file (IR version 8, operators of version 13 and, where a column has categories, of ai.onnx.ml 2).
 *
 * With an encoding the graph has an input for each column, named as it is and N × 1: float for numbers, string for texts, bool for truth
 * values; it scales them and spreads categories itself. A missing number is NaN and a missing text empty, where the encoding says what stands
 * for it. A runtime refuses a category that was not learnt. Without an encoding the input is `X`, float, N × m0.
 *
 * Classes come out as `label`, N of them (string, int64, double or bool, as the labels are), and `probabilities`, N × C; a quantity as
 * `prediction`, N × 1; where there is no target, what the network makes as `output`. Where a column has such a name, the output has an
 * underscore behind it: `label_`.
 *
 * `decodeOnnx` gives back the same model. Throws `ArgumentError` or `ShapeError` for what is no model, and `FormatError` for what ONNX cannot
 * hold: a column without a name, categories of several types or that are one number in float32, half of a surrogate pair, parameters of 2 GB.
 */
export function encodeOnnx(model: Model): Uint8Array {
  checkModel('model', model)
  const size = model.parameters.reduce((sum, { values }) => sum + values.byteLength, 0)
  if (size > MOST_BYTES) {
    throw new FormatError(
      `The parameters take ${size} bytes; a protobuf message holds ${MOST_BYTES} of them.`,
    )
  }
  const metadata = encodeMetadata(model)
  // Of what was kept, so that the two tell the same: JSON knows no −0.
  const graph = graphOf(withMetadata(metadata, model))
  const usesMl = graph.nodes.some(({ domain }) => domain === ML)
  const opsets = [{ domain: '', version: OPSET }, ...(usesMl ? [{ domain: ML, version: ML_OPSET }] : [])]
  return writeModel({
    irVersion: IR_VERSION,
    producerName: 'bilayer',
    opsets,
    metadata: [{ key: METADATA_KEY, value: metadata }],
    graph,
  })
}
