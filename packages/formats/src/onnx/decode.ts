import { FormatError } from '@bilayer/core'
import { checkBytes } from '../check-bytes.ts'
import { type ActivationName, activationNames, type Model } from '../model.ts'
import { modelOfFile } from '../of-file.ts'
import type { Tensor } from '../tensor.ts'
import { importGraph } from './import-graph.ts'
import { metadataIn, withMetadata } from './metadata.ts'
import { ACTIVATION_OPERATORS, graphOf } from './model-graph.ts'
import type { Constant, Graph } from './proto.ts'
import { readModel } from './read-proto.ts'
import { bytesOfGraph } from './write-proto.ts'

/**
 * The model that an ONNX file holds: one of `encodeOnnx`, bit for bit, or a multilayer perceptron of another program, as PyTorch and skl2onnx
 * write them (Gemm, or MatMul and Add; Relu, LeakyRelu of slope 0.01, Tanh, Sigmoid; Softmax, or 1 − p beside p; ArgMax and the labels; Sub,
 * Div, Mul, Add or Scaler before the first layer; opset 7 or more).
 *
 * Of another program's file the parameters become float32. Scaled inputs become columns `x0`, `x1`, …, or have the names of the inputs where each
 * is a column; where nothing is scaled, a single input stays numbers without an encoding. Softmax of two outputs becomes one output, their
 * difference. Classes without labels are counted from 0.
 *
 * Throws `ArgumentError` for what is no `Uint8Array`, and `FormatError` for any other file: a node that is no part of such a network is named
 * with its operator. Files may come from anywhere: sizes are checked before memory is taken, and no other file is opened.
 */
export function decodeOnnx(bytes: Uint8Array): Model {
  checkBytes(bytes)
  if (bytes.length === 0) throw new FormatError('The file has 0 bytes: it is no ONNX model.')
  const file = readModel(bytes)
  const metadata = metadataIn(file)
  if (metadata !== undefined) return ownModel(file.graph, metadata)
  checkOpset(file.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 1)
  return modelOfFile(importGraph(file.graph))
}

/** From it on constants are spread over rows without being told. */
const LEAST_OPSET = 7

function checkOpset(version: number): void {
  if (version >= LEAST_OPSET) return
  throw new FormatError(`The operators are of the version ${version}; those from ${LEAST_OPSET} on are read.`)
}

/** A model of `encodeOnnx`: what the metadata say must be what the graph does, node for node. */
function ownModel(graph: Graph, metadata: string): Model {
  const model = withMetadata(metadata, layersIn(graph))
  const [told, found] = [graphOf(model), graph].map(bytesOfGraph)
  if (told.length === found.length && told.every((byte, i) => byte === found[i])) return model
  throw new FormatError(
    'The graph is not the one that the metadata of bilayer tell of: the file was changed. Without these metadata it is read as that of another program.',
  )
}

/** The parameters and activations of a graph of `encodeOnnx`, whose layers have parameters of their own. */
function layersIn({ nodes, initializers }: Graph): Model {
  const left = new Map(initializers.map((constant) => [constant.name, constant]))
  const take = (name: string): Tensor => {
    const constant = left.get(name)
    left.delete(name)
    return matrixOf(name, constant)
  }
  const places = nodes.flatMap(({ op }, place) => (op === 'Gemm' ? [place] : []))
  return {
    parameters: places.flatMap((place) => {
      const [, W, b] = nodes[place].inputs
      return [take(W), take(b)]
    }),
    activations: places.map((place) => activationOf(nodes[place + 1]?.op)),
    notes: {},
  }
}

function matrixOf(name: string, constant: Constant | undefined): Tensor {
  if (constant?.type !== 'float') {
    throw new FormatError(`The graph has no float numbers of the name ${name}, which one layer alone takes.`)
  }
  const [rows, cols = 1] = constant.dims
  return { name, rows, cols, values: constant.values }
}

const activationOf = (op: string | undefined): ActivationName =>
  activationNames.find((name) => op !== undefined && ACTIVATION_OPERATORS[name] === op) ?? 'identity'
