import * as fc from 'fast-check'

/** What a getter, a conversion or a trap of the caller's own throws: nobody else's error, and no fault of whoever met it. */
class OwnError extends Error {
  override readonly name = 'OwnError'
}

/**
 * Whether an error is the argument's own, or tells of one. The engine throws for a revoked proxy whenever it is looked at, and
 * says so.
 */
export const isOwnError = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message.includes(OWN_WORDS) || error.message.includes('on a proxy that has been revoked'))

const OWN_WORDS = 'thrown by the argument itself'

const own = (): never => {
  throw new OwnError(OWN_WORDS)
}

/** A value of a kind, made anew each time. */
export interface Kind {
  readonly name: string
  readonly make: () => unknown
  /** Whether looking at it throws. */
  readonly hostile?: boolean
}

const kind = (name: string, make: () => unknown): Kind => ({ name, make })
const hostile = (name: string, make: () => unknown): Kind => ({ name, make, hostile: true })

/* oxlint-disable unicorn/no-useless-undefined, eslint/no-sparse-arrays -- what nobody should write is what is wanted here */
/** Values of every kind that JavaScript has; each is wrong almost everywhere. */
export const kinds: readonly Kind[] = [
  kind('undefined', () => undefined),
  kind('null', () => null),
  kind('NaN', () => Number.NaN),
  kind('∞', () => Infinity),
  kind('−∞', () => -Infinity),
  kind('−1', () => -1),
  kind('0', () => 0),
  kind('0.5', () => 0.5),
  kind('2 to the 53rd', () => 2 ** 53),
  kind('an empty string', () => ''),
  kind('a string', () => 'x'),
  kind('a string of a number', () => '1'),
  kind('true', () => true),
  kind('false', () => false),
  kind('a bigint', () => 1n),
  kind('a symbol', () => Symbol('kind')),
  kind('a function', () => () => 1),
  kind('an empty object', () => ({})),
  kind('an object without a prototype', () => Object.create(null)),
  kind('an empty array', () => []),
  kind('an array of strings', () => ['1', 'x']),
  kind('an array with a hole', () => [1, ,]),
  kind('an array of undefined', () => [undefined, undefined]),
  kind('an array of arrays', () => [[1], [1]]),
  kind('an object with a length', () => ({ length: 2 })),
  kind('an object with a length below 0', () => ({ length: -1 })),
  kind('an object with an immense length', () => ({ length: 2 ** 53 - 1 })),
  kind('an array of bigints', () => new BigInt64Array(2)),
  kind('a detached Float32Array', () => detached(new Float32Array(2))),
  kind('a detached Uint8Array', () => detached(new Uint8Array(8))),
  kind('an ArrayBuffer', () => new ArrayBuffer(8)),
  kind('a DataView', () => new DataView(new ArrayBuffer(8))),
  kind('a date', () => new Date(0)),
  kind('a regular expression', () => /x/u),
  kind('a map', () => new Map()),
  kind('an error', () => new Error('x')),
  kind('a promise', () => Promise.resolve(1)),
  kind('a boxed number', () => new Object(1)),
  kind('a boxed string', () => new Object('x')),
  kind('an object that converts to 1', () => ({ valueOf: () => 1, toString: () => '1' })),
  hostile('an object that cannot be converted', () => ({ valueOf: own, toString: own })),
  hostile('an object whose properties throw', () => new Proxy({}, { get: own, has: own, ownKeys: own })),
  hostile('an array whose properties throw', () => new Proxy([], { get: own, has: own, ownKeys: own })),
  hostile('a revoked proxy', () => revoked({})),
  hostile('a revoked proxy of a function', () => revoked(() => 1)),
]
/* oxlint-enable unicorn/no-useless-undefined, eslint/no-sparse-arrays */

/** Whatever fast-check makes, nested too. */
export const randomValues: fc.Arbitrary<unknown> = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})

function detached<T extends ArrayBufferView>(view: T): T {
  structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] })
  return view
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
