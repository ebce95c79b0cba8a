import type { LossName } from 'bilayer'
import type { Settings } from '../../state/settings.ts'
import type { BrokenTerm } from '../../worker/protocol.ts'
import { type SourceExcerpt, excerpt } from './source.ts'

/** A part of a training step. */
export const phases = ['Forward', 'Back', 'Update'] as const
export type Phase = (typeof phases)[number]

/** A piece of a formula: a matrix of the trace, or a sign between matrices. */
export type Term = { readonly matrix: string; readonly isTransposed?: boolean } | { readonly sign: string }

/** One line of the derivation. */
export interface Formula {
  readonly phase: Phase
  /** The name of what it gives. */
  readonly result: string
  readonly terms: readonly Term[]
  /** What it is, in words. */
  readonly title: string
  readonly note?: string
  /** Where the library computes it: the line of the formula, and then what that calls. */
  readonly sources: readonly SourceExcerpt[]
  /** What of it can be broken on purpose. */
  readonly broken?: Pick<BrokenTerm, 'term' | 'layer'>
}

/** Every formula of one training step, in the order in which they are computed. */
export function formulasOf(settings: Settings, loss: LossName, layers: number): readonly Formula[] {
  const indices = Array.from({ length: layers }, (_, l) => l + 1)
  return [
    ...indices.flatMap((l) => forwardOf(l, layers, settings)),
    ...lossFormulas(loss, layers),
    ...indices.toReversed().flatMap((l) => backOf(l, layers, settings)),
    ...indices.flatMap((l) => [updateOf(`W${l}`, settings), updateOf(`b${l}`, settings)]),
  ]
}

const m = (matrix: string): Term => ({ matrix })
const t = (matrix: string): Term => ({ matrix, isTransposed: true })
const sign = (text: string): Term => ({ sign: text })

/** What goes into a layer. */
const inputOf = (l: number): string => (l === 1 ? 'X' : `S${l - 1}`)

/** Where σ of each layer, and V ⊙ σ′, are computed. */
const activationSources: Record<Settings['activation'], readonly [layer: string, through: string]> = {
  relu: ['W.backend.affineRelu(W, X, b)', '=> V.backend.hadamardMask(V, A)'],
  leakyRelu: ['return leaky(Z.backend.relu(Z), Z)', 'leaky(V.backend.hadamardMask(V, A), V)'],
  tanh: ['backend.tanh(backend.affine(W, X, b))', 'axpy(-1, hadamard(hadamard(V, A), A), V)'],
  sigmoid: ['backend.sigmoid(backend.affine(W, X, b))', 'axpy(-1, hadamard(VA, A), VA)'],
}

const identitySources = ['layer: (W, X, b) => W.backend.affine(W, X, b)', 'through: (V) => V'] as const

function forwardOf(l: number, layers: number, { activation }: Settings): readonly Formula[] {
  const isLast = l === layers
  const line = excerpt('gradients.ts', 'A.push(activation.layer(')
  const [marker] = isLast ? identitySources : activationSources[activation]
  const sources = [line, excerpt('activation.ts', marker)]
  const affine: Formula = {
    phase: 'Forward',
    result: `Z${l}`,
    terms: [m(`W${l}`), m(inputOf(l)), sign('+'), m(`b${l}`), sign('1ᵀ')],
    title: isLast ? 'What the network answers' : `What goes into the neurons of layer ${l}`,
    note: isLast
      ? `Behind the last layer there is no σ: Z${sub(l)} is f(X).`
      : 'The library computes it together with σ, and does not keep it. X has a sample in each column.',
    sources,
  }
  if (isLast) return [affine]
  return [
    affine,
    {
      phase: 'Forward',
      result: `S${l}`,
      terms: [sign('σ'), sign('('), m(`Z${l}`), sign(')')],
      title: `What the neurons of layer ${l} give`,
      note: `σ is ${activation}. In the code S${sub(l)} is A[${l}].`,
      sources,
    },
  ]
}

/** How each loss begins the way back: what R is, and what R is multiplied by. */
const lossSources: Record<
  LossName,
  { readonly marker: string; readonly factor: string; readonly shares?: string }
> = {
  meanSquaredError: { marker: 'F.backend.scale(2 / F.cols, residual(F, Y))', factor: '2/n' },
  huber: { marker: 'F.backend.scale(1 / F.cols, cut(residual(F, Y)))', factor: '1/n' },
  softmaxCrossEntropy: {
    marker: "extended(F.backend, 'softmaxCrossEntropy').softmax(F)",
    factor: '1/n',
    shares: 'softmax',
  },
  binaryCrossEntropy: {
    marker: "extended(F.backend, 'binaryCrossEntropy').sigmoid(F)",
    factor: '1/n',
    shares: 'sigmoid',
  },
}

function lossFormulas(loss: LossName, layers: number): readonly Formula[] {
  const { marker, factor, shares } = lossSources[loss]
  const sources = [
    excerpt('gradients.ts', 'return backward(network, A, loss.gradient('),
    excerpt('loss.ts', marker),
  ]
  const outputs = `Z${layers}`
  const cut = loss === 'huber'
  return [
    ...(shares === undefined
      ? []
      : [
          {
            phase: 'Back',
            result: 'P',
            terms: [sign(shares), sign('('), m(outputs), sign(')')],
            title: 'The shares that the answers stand for',
            sources,
          } as const,
        ]),
    {
      phase: 'Back',
      result: 'R',
      terms: [m(shares === undefined ? outputs : 'P'), sign('−'), m('Y')],
      title: 'How far the answers are off',
      sources,
      broken: { term: 'R', layer: layers },
    },
    {
      phase: 'Back',
      result: `V${layers}`,
      terms: cut ? [sign(factor), sign('cut'), sign('('), m('R'), sign(')')] : [sign(factor), m('R')],
      title: 'The loss by the answers',
      note: cut
        ? 'n is the number of samples, and R is cut to −1 … 1: that is Huber’s loss.'
        : 'n is the number of samples. V is ∂ℓ/∂S: the paper’s V, with its factor in it.',
      sources,
      broken: { term: 'R', layer: layers },
    },
  ]
}

function backOf(l: number, layers: number, { activation }: Settings): readonly Formula[] {
  const isLast = l === layers
  const [, marker] = isLast ? identitySources : activationSources[activation]
  const through = [
    excerpt('gradients.ts', 'const G = layer.activation.through('),
    excerpt('activation.ts', marker),
  ]
  return [
    {
      phase: 'Back',
      result: `D${l}`,
      terms: [sign('σ′'), sign('('), m(`Z${l}`), sign(')')],
      title: `How much the neurons of layer ${l} respond`,
      note: isLast
        ? 'Behind the last layer there is no σ, so that σ′ is 1.'
        : `It is told from S${sub(l)}, so that Z${sub(l)} need not be kept.`,
      sources: through,
      broken: { term: 'D', layer: l },
    },
    {
      phase: 'Back',
      result: `G${l}`,
      terms: [m(`V${l}`), sign('⊙'), m(`D${l}`)],
      title: `The loss by what goes into layer ${l}`,
      note: '⊙ multiplies entry by entry.',
      sources: through,
      broken: { term: 'D', layer: l },
    },
    {
      phase: 'Back',
      result: `dW${l}`,
      terms: [m(`G${l}`), t(inputOf(l))],
      title: `The gradient of the weights of layer ${l}`,
      note: '∂ is short for ∂ℓ/∂: how the loss changes with each entry.',
      sources: [excerpt('gradients.ts', 'dW: matmul(')],
      broken: { term: 'dW', layer: l },
    },
    {
      phase: 'Back',
      result: `db${l}`,
      terms: [sign('sum'), sign('('), m(`G${l}`), sign(')')],
      title: `The gradient of the biases of layer ${l}`,
      note: 'The columns are added up: one bias serves all samples.',
      sources: [excerpt('gradients.ts', 'db: colsum(')],
      broken: { term: 'db', layer: l },
    },
    ...(l === 1
      ? []
      : [
          {
            phase: 'Back',
            result: `V${l - 1}`,
            terms: [t(`W${l}`), m(`G${l}`)],
            title: `The loss by what layer ${l - 1} gives`,
            sources: [excerpt('gradients.ts', 'W.backend.matmul(W.T, G)')],
            broken: { term: 'W', layer: l },
          } as const,
        ]),
  ]
}

const updateMarkers: Record<Settings['optimiser'], string> = {
  sgd: 'theta: theta.backend.axpy(-rate, G, theta)',
  momentum: 'theta: axpy(-rate, followed, theta)',
  rmsProp: 'theta: adaptiveStep(theta, rate, G, squares, epsilon)',
  adam: 'theta: adaptiveStep(theta, corrected, mean, squares, c * epsilon)',
  adamW: 'step(theta.backend.scale(1 - moment.rate * decay, theta), G, kept, moment)',
}

function updateOf(name: string, { optimiser, rate, decay }: Settings): Formula {
  const isDecayed = decay > 0 && name.startsWith('W')
  return {
    phase: 'Update',
    result: `new ${name}`,
    terms: [m(name), sign('−'), sign('η'), ...descents[optimiser](name)],
    title: `A step down the gradient: ${optimiser}`,
    note: [
      `η is ${rate}.`,
      optimiser === 'sgd' ? '' : updateNotes[optimiser],
      isDecayed
        ? `The gradient has ${decay} ${name.slice(0, 1)}${sub(Number(name.slice(1)))} added: weight decay.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
    sources: [excerpt('optimiser.ts', updateMarkers[optimiser])],
  }
}

/** What the parameter goes down by, times η. */
const descents: Record<Settings['optimiser'], (name: string) => readonly Term[]> = {
  sgd: (name) => [m(`d${name}`)],
  momentum: (name) => [m(`momentum ${name}`)],
  rmsProp: (name) => [m(`d${name}`), sign('⊘'), sign('√'), m(`squares ${name}`)],
  adam: (name) => adaptive(name),
  adamW: (name) => adaptive(name),
}

const adaptive = (name: string): readonly Term[] => [
  m(`mean ${name}`),
  sign('⊘'),
  sign('√'),
  m(`squares ${name}`),
]

const updateNotes = {
  momentum: 'M is 0.9 of the M before, here 0, with ∂ added.',
  rmsProp: 'Q is the running average of ∂ ⊙ ∂, from 0 on; ε = 10⁻⁸ is added to its root.',
  adam: 'M and Q are the running averages of ∂ and ∂ ⊙ ∂, from 0 on. Both are corrected for that, and ε = 10⁻⁸ is added to the root.',
  adamW:
    'M and Q are the running averages of ∂ and ∂ ⊙ ∂, from 0 on, and are corrected for that. Before the step the parameter loses 1 % of η of itself.',
} as const

const sub = (l: number): string => String.fromCodePoint(0x2080 + l)
