import { createMlp, selectBackend } from 'bilayer'
import { describe, expect, test } from 'vitest'
import { activationNames, defaults, lossNames, optimiserNames, type Settings } from '../../state/settings.ts'
import { traceStep } from '../../worker/derivation/trace.ts'
import type { TracedMatrix } from '../../worker/protocol.ts'
import { activationOf, lossNameOf, lossOf, optimiserOf } from '../../worker/training-options.ts'
import { type Formula, formulasOf, type Term } from './formulas.ts'
import { excerpt } from './source.ts'
import { transposed } from './transposed.ts'

const SAMPLES = 5
const target = { kind: 'classes', name: 'class', labels: ['no', 'yes'] } as const
const X = {
  values: Float32Array.from({ length: 2 * SAMPLES }, (_, i) => Math.sin(3 * i)),
  count: SAMPLES,
  size: 2,
}
const Y = { values: Float32Array.from({ length: SAMPLES }, (_, i) => i % 2), count: SAMPLES, size: 1 }

/** Every activation, loss and optimiser, each once at least. */
const settingsOfAll: readonly Settings[] = [
  ...activationNames.map((activation): Settings => ({ ...defaults, activation, optimiser: 'sgd' })),
  ...lossNames.map((loss): Settings => ({ ...defaults, loss, optimiser: 'sgd' })),
  ...optimiserNames.map((optimiser): Settings => ({ ...defaults, optimiser })),
  { ...defaults, optimiser: 'sgd', decay: 0.1 },
]

describe.each(settingsOfAll)('with $activation, $loss, $optimiser and a decay of $decay', (settings) => {
  test('every formula gives, from the matrices in it, the matrix that it is said to give', async () => {
    const loss = lossNameOf(settings, target)
    const matrices = await traceOf(settings)
    const formulas = formulasOf(settings, loss, 3)
    expect(formulas.length).toBeGreaterThan(20)
    for (const formula of formulas) {
      const found = matrixOf(matrices, formula.result)
      const expected = valueOf(formula, matrices, settings)
      expect({ formula: formula.result, rows: found.rows, cols: found.cols }).toEqual({
        formula: formula.result,
        rows: expected.rows,
        cols: expected.cols,
      })
      for (const [i, value] of expected.values.entries())
        expect(found.values[i], `${formula.result}[${i}]`).toBeCloseTo(value, 4)
    }
  })
})

test.each([
  ['Z1', 'A.push(activation.layer(W, A[l], b))'],
  ['R', 'return backward(network, A, loss.gradient(A[network.length], Y))'],
  ['G2', 'const G = layer.activation.through(V, A[l])'],
  ['dW2', 'dW: matmul(G, A.T)'],
  ['db2', 'db: colsum(G)'],
  ['V1', 'return W.backend.matmul(W.T, G)'],
])('beside %s stands its line of gradients.ts, and its number', (result, code) => {
  const formula = formulasOf(defaults, 'binaryCrossEntropy', 3).find((each) => each.result === result)
  const source = formula?.sources[0]
  expect(source?.file).toBe('gradients.ts')
  expect(source?.lines[source.number - source.first]).toContain(code)
})

test('a marker that no line holds, or several, is refused', () => {
  expect(() => excerpt('gradients.ts', 'nowhere')).toThrow(
    '0 lines of gradients.ts hold "nowhere"; one must.',
  )
  expect(() => excerpt('gradients.ts', 'const')).toThrow('lines of gradients.ts hold "const"; one must.')
})

async function traceOf(settings: Settings): Promise<TracedMatrix[]> {
  const { backend } = await selectBackend({ require: 'cpu-js' })
  try {
    using model = createMlp(backend, { layers: [2, 4, 3, 1], seed: 2, activation: activationOf(settings) })
    const before = backend.memory()
    const matrices = await traceStep(
      model,
      { X, Y },
      {
        loss: lossOf(settings, target),
        shares: settings.loss === 'crossEntropy' ? 'sigmoid' : undefined,
        optimiser: optimiserOf(settings),
        rate: settings.rate,
        decay: settings.decay,
      },
    )
    expect(backend.memory()).toEqual(before)
    return matrices
  } finally {
    await backend.dispose()
  }
}

function matrixOf(matrices: readonly TracedMatrix[], name: string): TracedMatrix {
  const found = matrices.find((each) => each.name === name)
  if (!found)
    throw new Error(`The trace has no ${name}; it has ${matrices.map((each) => each.name).join(', ')}.`)
  return found
}

const functions: Readonly<Record<string, (z: number, settings: Settings) => number>> = {
  σ: (z, { activation }) => sigma[activation](z),
  'σ′': (z, { activation }) => (sigma[activation](z + 1e-5) - sigma[activation](z - 1e-5)) / 2e-5,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  cut: (r) => Math.min(1, Math.max(-1, r)),
}

const sigma: Record<Settings['activation'], (z: number) => number> = {
  relu: (z) => Math.max(z, 0),
  leakyRelu: (z) => (z > 0 ? z : 0.01 * z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
}

/** What a formula gives, read as it is written, from the matrices of the trace. */
function valueOf(formula: Formula, matrices: readonly TracedMatrix[], settings: Settings): TracedMatrix {
  const { terms, phase, result } = formula
  const operands = terms.flatMap((term) => ('matrix' in term ? [read(term, matrices)] : []))
  const signs = terms.flatMap((term) => ('sign' in term ? [term.sign] : []))
  const [first, second, third] = operands
  if (phase === 'Update')
    return updates[settings.optimiser](settings, result.includes('W'), first, second, third)
  if (signs.includes('1ᵀ')) return zip(product(first, second), third, (a, b) => a + b)
  if (signs.includes('−')) return zip(first, second, (a, b) => a - b)
  if (signs.includes('⊙')) return zip(first, second, (a, b) => a * b)
  if (signs[0] === 'sum') return product(first, ones(first.cols))
  const factor = signs[0]?.endsWith('/n') ? Number(signs[0].slice(0, -2)) / SAMPLES : 1
  const name = signs.find((each) => each in functions)
  if (name !== undefined) {
    const isLast = first.name === 'Z3'
    return map(first, (z) =>
      name === 'σ′' && isLast ? 1 : factor * (functions[name]?.(z, settings) ?? Number.NaN),
    )
  }
  return operands.length > 1 ? product(first, second) : map(first, (value) => factor * value)
}

/** What each optimiser makes of Θ in its first step, from what its formula shows. */
const updates: Record<
  Settings['optimiser'],
  (
    settings: Settings,
    isWeight: boolean,
    theta: TracedMatrix,
    first: TracedMatrix,
    second: TracedMatrix,
  ) => TracedMatrix
> = {
  sgd: ({ rate, decay }, isWeight, theta, G) =>
    zip(theta, G, (a, g) => a - rate * (g + (isWeight ? decay * a : 0))),
  momentum: ({ rate }, _, theta, M) => zip(theta, M, (a, direction) => a - rate * direction),
  rmsProp: ({ rate }, _, theta, G, Q) =>
    zip(
      theta,
      zip(G, Q, (g, q) => g / (Math.sqrt(q) + 1e-8)),
      (a, s) => a - rate * s,
    ),
  adam: ({ rate }, _, theta, M, Q) => zip(theta, corrected(M, Q), (a, s) => a - rate * s),
  adamW: ({ rate }, _, theta, M, Q) =>
    zip(theta, corrected(M, Q), (a, s) => a * (1 - 0.01 * rate) - rate * s),
}

const corrected = (M: TracedMatrix, Q: TracedMatrix): TracedMatrix =>
  zip(M, Q, (mean, square) => mean / 0.1 / (Math.sqrt(square / 0.001) + 1e-8))

const read = (term: Extract<Term, { matrix: string }>, matrices: readonly TracedMatrix[]): TracedMatrix => {
  const matrix = matrixOf(matrices, term.matrix)
  return term.isTransposed === true ? transposed(matrix) : matrix
}

const map = (a: TracedMatrix, f: (value: number) => number): TracedMatrix => ({
  ...a,
  values: a.values.map(f),
})

/** Entry by entry; a column goes with every column. */
const zip = (a: TracedMatrix, b: TracedMatrix, f: (x: number, y: number) => number): TracedMatrix => ({
  ...a,
  values: a.values.map((value, i) =>
    f(value, b.values[b.cols === a.cols ? i : Math.floor(i / a.cols)] ?? Number.NaN),
  ),
})

const ones = (rows: number): TracedMatrix => ({
  name: '1',
  rows,
  cols: 1,
  values: new Float32Array(rows).fill(1),
})

function product(a: TracedMatrix, b: TracedMatrix): TracedMatrix {
  expect(a.cols).toBe(b.rows)
  const values = new Float32Array(a.rows * b.cols)
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.cols; j++)
      for (let k = 0; k < a.cols; k++)
        values[i * b.cols + j] += (a.values[i * a.cols + k] ?? 0) * (b.values[k * b.cols + j] ?? 0)
  return { name: '', rows: a.rows, cols: b.cols, values }
}
