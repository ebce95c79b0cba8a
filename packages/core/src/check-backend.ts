import { checkFunction, checkObject, checkOneOf, checkPositive, checkString } from './arguments.ts'
import type { Backend, ExtendedBackend, Numerics } from './backend.ts'

/** The functions among the members of a type: the compiler holds the list complete. */
type Functions<T> = {
  readonly [Name in keyof T & string as T[Name] extends (...operands: never[]) => unknown
    ? Name
    : never]: true
}

const functions: Functions<Backend> = {
  matrix: true,
  zeros: true,
  matmul: true,
  relu: true,
  mask: true,
  hadamard: true,
  colsum: true,
  addColumn: true,
  axpy: true,
  scale: true,
  affine: true,
  affineRelu: true,
  hadamardMask: true,
  axpby: true,
  squareAverage: true,
  scope: true,
  memory: true,
  sync: true,
  dispose: true,
}

const extendedFunctions: Functions<ExtendedBackend> = {
  ...functions,
  softmax: true,
  tanh: true,
  sigmoid: true,
  log: true,
  sqrt: true,
  divide: true,
  gatherRows: true,
  adaptiveStep: true,
}

/** Throws `ArgumentError` unless a value is a whole backend; what it computes is the self-test's to find out. */
export function checkBackend(label: string, backend: unknown): asserts backend is Backend {
  checkObject(label, backend, 'one that a provider creates')
  const members: { readonly [Name in keyof ExtendedBackend]?: unknown } = backend
  checkString(`${label}.name`, members.name, 'cpu-js')
  checkOneOf(`${label}.level`, members.level, ['core', 'extended'])
  checkObject(`${label}.info`, members.info, '{ device: "one thread" }')
  checkNumerics(`${label}.numerics`, members.numerics)
  const required = members.level === 'extended' ? extendedFunctions : functions
  for (const name of Object.keys(required) as (keyof typeof functions)[]) {
    checkFunction(`${label}.${name}`, members[name])
  }
}

/** Throws `ArgumentError` unless a value says how exact a backend is. */
export function checkNumerics(label: string, numerics: unknown): asserts numerics is Numerics {
  checkObject(label, numerics, 'ieee754')
  const { unitRoundoff, subnormals, nonFinite }: { readonly [Name in keyof Numerics]?: unknown } = numerics
  checkPositive(`${label}.unitRoundoff`, unitRoundoff)
  checkOneOf(`${label}.subnormals`, subnormals, ['kept', 'flushed'])
  checkOneOf(`${label}.nonFinite`, nonFinite, ['ieee', 'unspecified'])
}
