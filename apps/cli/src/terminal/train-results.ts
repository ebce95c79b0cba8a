import { shellWord } from '../command-line.ts'
import { terminalWidth } from '../output.ts'
import { type PartScores, type Run, tellingPart } from '../training/run.ts'
import { lossCurve } from './loss-curve.ts'
import { scoreText } from './score-table.ts'
import { countOf } from './words.ts'

/** What came of a training, in lines; `output` is where the model is. */
export function trainResults({ course, plan, seconds }: Run, scores: PartScores, output: string): string {
  const { history, best } = course
  const { name, rows } = tellingPart(plan)
  const told = scores[name]
  const losses = history.map(({ validation, loss }) => validation?.loss ?? loss)
  return [
    lossCurve(losses, terminalWidth()),
    `\n${countOf(history.length, 'epoch')} in ${seconds.toFixed(1)} s${best ? `; epoch ${best.epoch} was the best` : ''}.`,
    ...(told ? [`\nOn ${rows}:\n${scoreText(told)}`] : []),
    `\nThe model is in ${output}. To use it: bilayer predict ${shellWord(output)} <data>`,
  ]
    .join('\n')
    .trimStart()
}
