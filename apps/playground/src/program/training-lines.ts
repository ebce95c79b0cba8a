import type { Settings } from '../state/settings.ts'
import { lossNameOf, MOMENTUM, STAIR_FACTOR, stairSteps, warmUpSteps } from '../worker/training-options.ts'
import type { ProgramFacts, ProgramPart } from './program.ts'

/** A piece of code that makes a value, and what it takes from `bilayer`. */
interface Expression {
  readonly code: string
  readonly uses: readonly string[]
}

/** Lines that make the network, and train it on X and Y. */
export function trainingLines({ settings, target, layers, stepsPerEpoch }: ProgramFacts): ProgramPart {
  const { seed, activation, backend, epochs, batch, rate, decay } = settings
  const loss = lossNameOf(settings, target)
  const optimiser = optimiserExpression(settings)
  const schedule = schedules[settings.schedule](epochs * stepsPerEpoch)
  return {
    uses: ['createMlp', 'selectBackend', activation, loss, ...optimiser.uses, ...schedule.uses],
    lines: [
      '',
      `const { backend } = await selectBackend({ require: '${backend}' })`,
      `const model = createMlp(backend, { layers: [${layers.join(', ')}], seed: ${seed}, activation: ${activation} })`,
      'const { losses } = await model.fit(X, Y, {',
      `  epochs: ${epochs},`,
      `  batchSize: ${batch},`,
      `  learningRate: ${rate},`,
      `  seed: ${seed},`,
      `  loss: ${loss},`,
      `  optimiser: ${optimiser.code},`,
      `  schedule: ${schedule.code},`,
      `  weightDecay: ${decay},`,
      `  onEpoch: ({ epoch, loss }) => console.log(\`epoch \${epoch}: loss \${loss}\`),`,
      '})',
      "console.log('the loss is', losses[losses.length - 1])",
      'await backend.dispose()',
    ],
  }
}

function optimiserExpression({ optimiser }: Settings): Expression {
  return optimiser === 'momentum'
    ? { code: `sgd({ momentum: ${MOMENTUM} })`, uses: ['sgd'] }
    : { code: `${optimiser}()`, uses: [optimiser] }
}

const cosineExpression: Expression = { code: 'cosine()', uses: ['cosine'] }

const schedules: Record<Settings['schedule'], (steps: number) => Expression> = {
  constant: () => ({ code: 'constant()', uses: ['constant'] }),
  stepDecay: (steps) => ({
    code: `stepDecay({ every: ${stairSteps(steps)}, factor: ${STAIR_FACTOR} })`,
    uses: ['stepDecay'],
  }),
  cosine: () => cosineExpression,
  warmUp: (steps) => {
    const warmingUp = warmUpSteps(steps)
    return warmingUp === 0
      ? cosineExpression
      : { code: `warmUp({ steps: ${warmingUp}, after: cosine() })`, uses: ['cosine', 'warmUp'] }
  },
  plateau: () => ({ code: 'reduceOnPlateau()', uses: ['reduceOnPlateau'] }),
}
