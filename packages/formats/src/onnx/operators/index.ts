import type { Value } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'
import { readAdd, readDiv, readMul, readSub } from './arithmetic.ts'
import { isColumnAxis, joinComplement, readArgMax, readLabels, readSoftmax, readZipMap } from './classes.ts'
import { activate, readGemm, readLeakyRelu, readMatMul } from './layers.ts'
import { readCast, readDropout, readFlatten, readIdentity, readReshape } from './passing.ts'
import { joinColumns, readScaler } from './scaling.ts'

/** What an operator makes of the values that it takes, and the attributes that it knows. */
export interface Operator {
  readonly attributes: readonly string[]
  readonly read: (node: NodeReader) => Value
}

const operator = (read: Operator['read'], ...attributes: readonly string[]): Operator => ({
  read,
  attributes,
})

/** The operators of multilayer perceptrons, as PyTorch and skl2onnx write them. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Constant: operator((node) => ({ kind: 'constant', constant: node.tensor('value') }), 'value'),
  Identity: operator(readIdentity),
  Dropout: operator(readDropout, 'ratio', 'seed'),
  Cast: operator(readCast, 'to', 'saturate'),
  Flatten: operator(readFlatten, 'axis'),
  Reshape: operator(readReshape, 'allowzero'),
  Gemm: operator(readGemm, 'alpha', 'beta', 'transA', 'transB'),
  MatMul: operator(readMatMul),
  Add: operator(readAdd),
  Sub: operator(readSub),
  Mul: operator(readMul),
  Div: operator(readDiv),
  Relu: operator((node) => activate(node, 'relu')),
  Tanh: operator((node) => activate(node, 'tanh')),
  Sigmoid: operator((node) => activate(node, 'sigmoid')),
  LeakyRelu: operator(readLeakyRelu, 'alpha'),
  Softmax: operator(readSoftmax, 'axis'),
  Concat: operator(readConcat, 'axis'),
  ArgMax: operator(readArgMax, 'axis', 'keepdims', 'select_last_index'),
  Gather: operator(readLabels, 'axis'),
}

/** Those of ai.onnx.ml. */
export const ML_OPERATORS: Readonly<Record<string, Operator>> = {
  Scaler: operator(readScaler, 'offset', 'scale'),
  ArrayFeatureExtractor: operator(readLabels),
  ZipMap: operator(readZipMap, 'classlabels_strings', 'classlabels_int64s'),
}

/** Columns side by side, or 1 − p beside p. */
function readConcat(node: NodeReader): Value {
  if (!isColumnAxis(node)) throw node.refused('joins along another axis than the columns')
  return node.inputs[0]?.kind === 'complement' ? joinComplement(node) : joinColumns(node)
}
