import type { Samples, Target } from 'bilayer'
import type { Settings } from '../state/settings.ts'
import { classesIn, likeliest, sharesOf } from './answers.ts'

/** The share of samples that a classifier names right, or the R² of a quantity: 1 is perfect, 0 is no better than the mean. */
export function scoreOf(outputs: Samples, Y: Samples, target: Target, loss: Settings['loss']): number {
  if (target.kind === 'quantity') return determination(outputs.values, Y.values)
  const [answers, truth] = [likeliest(sharesOf(outputs, target, loss)), classesIn(Y)]
  let right = 0
  for (let i = 0; i < truth.length; i++) if (answers[i] === truth[i]) right++
  return right / truth.length
}

/** R² = 1 − Σ (f − y)² / Σ (y − ȳ)². */
function determination(found: Float32Array, truth: Float32Array): number {
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length
  let [residual, spread] = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    residual += (found[i] - truth[i]) ** 2
    spread += (truth[i] - mean) ** 2
  }
  return 1 - residual / spread
}
