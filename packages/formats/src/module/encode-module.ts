import { FormatError } from '@bilayer/core'
import type { Target } from '@bilayer/data'
import { checkModel, layersOf } from '../check-model.ts'
import type { ActivationName, Model } from '../model.ts'
import { base64 } from './base64.ts'
import { inputSection } from './inputs.ts'
import { literal } from './literal.ts'
import { targetSection } from './targets.ts'

/**
 * A model as the text of a JavaScript module (ES2022) that predicts and imports nothing, for a page or an edge function.
 *
 * It exports `predict(rows)`, which gives an array of one label or number a row, or of all outputs where the model has no target; and for
 * classes `probabilities(rows)`, an array a row, and `labels`, in whose order they are. A row is an object by the names of the columns or,
 * without an encoding, a list of m0 numbers. A row that does not fit throws a TypeError or RangeError which names it and the column. The
 * numbers are computed in float64. Types are JSDoc. Nothing in the model, names and labels too, can end up as code.
 *
 * It takes 3 to 6 kB, and 5.4 bytes for each parameter. Throws `ArgumentError` or `ShapeError` for what is no model, and
 * `FormatError` for a parameter that is not finite, with which there is no likeliest label.
 */
export function encodeModule(model: Model): string {
  checkModel('model', model)
  checkFinite(model)
  const sections = [header(model), inputSection(model), targetSection(model.target), network(model)]
  return `${sections.join('\n\n')}\n`
}

function checkFinite({ parameters }: Model): void {
  for (const { name, values } of parameters) {
    const place = values.findIndex((value) => !Number.isFinite(value))
    if (place === -1) continue
    throw new FormatError(`${name} holds ${values[place]}; the parameters of a module must be finite.`)
  }
}

function header({ parameters, target }: Model): string {
  const sizes = [parameters[0].cols, ...parameters.filter((_, i) => i % 2 === 0).map(({ rows }) => rows)]
  return `/**
 * Predicts ${whatOf(target)} of rows: a multilayer perceptron of ${sizes.join('-')}, made with bilayer.
 * It imports nothing.
 */`
}

const whatOf = (target: Target | undefined): string =>
  target === undefined ? 'numbers' : `the column ${literal(target.name)}`

const ACTIVATIONS = {
  identity: 'z',
  relu: 'Math.max(z, 0)',
  leakyRelu: 'z > 0 ? z : 0.01 * z',
  tanh: 'Math.tanh(z)',
  sigmoid: '1 / (1 + Math.exp(-z))',
} as const satisfies Record<ActivationName, string>

function network(model: Model): string {
  const layers = layersOf(model).map(
    ({ W, b, activation }) => `  {
    activation: ${activation},
    // ${W.rows} × ${W.cols}
    W: float32('${base64(W.values)}'),
    b: float32('${base64(b.values)}'),
  },`,
  )
  return `/**
 * What the network makes of each row.
 *
 * @param {readonly Row[]} rows
 * @returns {number[][]}
 */
function outputsOf(rows) {
  if (!Array.isArray(rows)) throw new TypeError('rows is ' + describe(rows) + '; it must be an array of rows.')
  return Array.from(rows, (row, i) => layers.reduce(forward, inputsOf(row, 'rows[' + i + ']')))
}

/**
 * One layer: the activation of W · inputs + b.
 *
 * @param {number[]} inputs
 * @param {{ activation: (z: number) => number, W: Float32Array, b: Float32Array }} layer
 * @returns {number[]}
 */
function forward(inputs, { activation, W, b }) {
  return Array.from(b, (bias, i) => {
    const z = inputs.reduce((sum, input, j) => sum + W[i * inputs.length + j] * input, bias)
    return activation(z)
  })
}

${[...new Set(model.activations)].map(activationFunction).join('\n\n')}

/**
 * A value in words.
 *
 * @param {unknown} value
 * @returns {string}
 */
function describe(value) {
  if (typeof value === 'string') return 'the string ' + JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/**
 * Little-endian float32 numbers.
 *
 * @param {string} base64
 * @returns {Float32Array}
 */
function float32(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

const layers = [
${layers.join('\n')}
]`
}

const activationFunction = (name: ActivationName): string => `/** @param {number} z */
function ${name}(z) {
  return ${ACTIVATIONS[name]}
}`
