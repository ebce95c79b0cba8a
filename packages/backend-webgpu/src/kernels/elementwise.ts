import { FUNCTIONS } from './functions.ts'
import type { Kernel } from './kernel.ts'

/** Threads of a group, each of which computes four elements. */
const THREADS = 64

/** The groups that so many elements take. */
export const elementwiseGroups = (count: number): number => Math.ceil(count / (4 * THREADS))

interface Options {
  readonly operands: 0 | 1 | 2 | 3
  readonly factors?: readonly string[]
  readonly helpers?: string
}

/** Four elements of a result from the same four `x`, `y` and `z` of the operands. */
function map(name: string, value: string, { operands, factors = [], helpers = '' }: Options): Kernel {
  const loads = ['x', 'y', 'z'].slice(0, operands).map((x, i) => `let ${x} = ${'abc'[i]}[i];`)
  return {
    name,
    operands: Array.from({ length: operands }, () => 'vec4f' as const),
    result: 'vec4f',
    sizes: ['fours'],
    factors,
    threads: THREADS,
    helpers,
    body: `
  let i = group * ${THREADS} + thread;
  if (i >= p.fours) { return; }
  ${loads.join(' ')}
  result[i] = ${value};`,
  }
}

/**
 * σ and σ′, told from the bits: compilers may take for granted that there is no NaN. The bits of −0 are 2³¹, those of −∞ are
 * FF800000, and those of ∞ are 7F800000.
 */
export const RELU = `
fn relu(x: vec4f) -> vec4f {
  let bits = bitcast<vec4u>(x);
  return select(x, vec4f(0.0), bits - 0x80000001u <= vec4u(0xFF800000u - 0x80000001u));
}
`

const MASK = `
fn mask(x: vec4f) -> vec4f {
  let bits = bitcast<vec4u>(x);
  return select(vec4f(0.0), vec4f(1.0), bits - 1u <= vec4u(0x7F800000u - 1u));
}
`

/** The kernels that compute each element of a result from the same elements of the operands. */
export const elementwise = {
  zeros: map('zeros', 'vec4f(0.0)', { operands: 0 }),
  relu: map('relu', 'relu(x)', { operands: 1, helpers: RELU }),
  mask: map('mask', 'mask(x)', { operands: 1, helpers: MASK }),
  hadamard: map('hadamard', 'x * y', { operands: 2 }),
  hadamardMask: map('hadamardMask', 'x * mask(y)', { operands: 2, helpers: MASK }),
  scale: map('scale', 'p.alpha * x', { operands: 1, factors: ['alpha'] }),
  axpy: map('axpy', 'p.alpha * x + y', { operands: 2, factors: ['alpha'] }),
  axpby: map('axpby', 'p.alpha * x + p.beta * y', { operands: 2, factors: ['alpha', 'beta'] }),
  /** βV + (1 − β)G ⊙ G. */
  squareAverage: map('squareAverage', 'p.beta * x + (p.oneMinusBeta * y) * y', {
    operands: 2,
    factors: ['beta', 'oneMinusBeta'],
  }),
  /** Θ − ηM ⊘ (√V + ε). */
  adaptiveStep: map('adaptiveStep', 'x - p.rate * (y / (sqrt(z) + p.epsilon))', {
    operands: 3,
    factors: ['rate', 'epsilon'],
  }),
  divide: map('divide', 'x / y', { operands: 2 }),
  sqrt: map('sqrt', 'sqrt(x)', { operands: 1 }),
  log: map('log', 'logarithm(x)', { operands: 1, helpers: FUNCTIONS }),
  tanh: map('tanh', 'hyperbolicTangent(x)', { operands: 1, helpers: FUNCTIONS }),
  sigmoid: map('sigmoid', 'logistic(x)', { operands: 1, helpers: FUNCTIONS }),
} satisfies Record<string, Kernel>
