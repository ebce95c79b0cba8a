import {
  ArgumentError,
  type Backend,
  checkArray,
  checkObject,
  checkString,
  checkWholeNumber,
  type Parameter,
  ShapeError,
  wrongArgument,
} from '@bilayer/core'
import { type Activation } from './activation.ts'
import { activationOfEach } from './layers.ts'
import type { Layer, Network } from './network.ts'

/** Every parameter of the layers, read from their backend as they are at the call: W1, b1, W2, … */
export function parametersOf(network: readonly Pick<Layer, 'W' | 'b'>[]): Promise<Parameter[]> {
  const named = network.flatMap(({ W, b }, index) => [
    { name: `W${index + 1}`, matrix: W },
    { name: `b${index + 1}`, matrix: b },
  ])
  return Promise.all(
    named.map(async ({ name, matrix }) => {
      return { name, rows: matrix.rows, cols: matrix.cols, values: await matrix.read() }
    }),
  )
}

/**
 * The network of these parameters, on a backend, with an activation for each layer, or one for all but the last. Throws
 * `ArgumentError` for what are no parameters or activations, and `ShapeError` where they form no network; then nothing is left
 * on the backend.
 */
export function networkOf(
  backend: Backend,
  parameters: readonly Parameter[],
  activation: Activation | readonly Activation[],
): Network {
  const pairs = pairsOf(parameters)
  return upload(backend, pairs, activationOfEach(activation, pairs.length))
}

/** The network of these parameters in the place of another, where that is. Throws as `networkOf` does, and where shapes differ. */
export function replacementOf(network: Network, parameters: readonly Parameter[]): Network {
  const pairs = pairsOf(parameters)
  const [found, expected] = [pairs, network].map((layers) =>
    layers.map(({ W }) => `${W.rows} × ${W.cols}`).join(', '),
  )
  if (found !== expected)
    throw new ShapeError(`The weights are ${found}; those of the model are ${expected}.`)
  return upload(
    network[0].W.backend,
    pairs,
    network.map(({ activation }) => activation),
  )
}

/** W and b of one layer. */
interface Pair {
  readonly W: Parameter
  readonly b: Parameter
}

const upload = (backend: Backend, pairs: readonly Pair[], activations: readonly Activation[]): Network =>
  backend.scope(() =>
    pairs.map(({ W, b }, l) => ({
      W: backend.matrix(W.rows, W.cols, W.values),
      b: backend.matrix(b.rows, b.cols, b.values),
      activation: activations[l],
    })),
  )

/** W and b of each layer, once they are known to fit each other. */
function pairsOf(parameters: readonly Parameter[]): Pair[] {
  const named = namedParameters(parameters)
  const pairs = Array.from({ length: Math.ceil(named.size / 2) }, (_, index) => ({
    W: required(named, `W${index + 1}`),
    b: required(named, `b${index + 1}`),
  }))
  if (pairs.length === 0)
    throw new ArgumentError('There are no parameters; a network has at least W1 and b1.')
  for (const [index, { W, b }] of pairs.entries()) {
    mustBe(W, W.rows, index === 0 ? W.cols : pairs[index - 1].W.rows)
    mustBe(b, W.rows, 1)
  }
  return pairs
}

function namedParameters(parameters: readonly Parameter[]): ReadonlyMap<string, Parameter> {
  checkArray('parameters', parameters, '{ name, rows, cols, values }, as model.parameters() gives them')
  const named = new Map<string, Parameter>()
  for (const [index, parameter] of parameters.entries()) {
    checkParameter(`parameters[${index}]`, parameter)
    if (named.has(parameter.name))
      throw new ArgumentError(`There are two parameters ${parameter.name}; each name must stand once.`)
    named.set(parameter.name, parameter)
  }
  return named
}

/** Throws `ArgumentError` or `ShapeError` unless a value is a parameter, with as many numbers as it says. */
export function checkParameter(label: string, parameter: Parameter): void {
  checkObject(label, parameter, "{ name: 'b1', rows: 2, cols: 1, values: Float32Array.of(1, 2) }")
  const { name, rows, cols, values } = parameter
  checkString(`${label}.name`, name, 'W1')
  checkWholeNumber(`${label}.rows`, rows, { least: 1 })
  checkWholeNumber(`${label}.cols`, cols, { least: 1 })
  if (!(values instanceof Float32Array)) throw wrongArgument(`${label}.values`, values, 'a Float32Array')
  if (values.length !== rows * cols) {
    throw new ShapeError(
      `${label}.values has ${values.length} numbers; ${rows} × ${cols} takes ${rows * cols}.`,
    )
  }
}

function required(named: ReadonlyMap<string, Parameter>, name: string): Parameter {
  const found = named.get(name)
  if (found) return found
  throw new ArgumentError(
    `There is no parameter ${name}. A network of L layers has W1, b1 to WL, bL; found: ${[...named.keys()].join(', ')}.`,
  )
}

function mustBe({ name, rows, cols }: Parameter, expectedRows: number, expectedCols: number): void {
  if (rows === expectedRows && cols === expectedCols) return
  throw new ShapeError(
    `${name} is ${rows} × ${cols}; between its neighbours it must be ${expectedRows} × ${expectedCols}.`,
  )
}
