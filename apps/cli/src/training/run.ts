import type { Backend, Model } from 'bilayer'
import packageJson from '../../package.json' with { type: 'json' }
import { countOf } from '../terminal/words.ts'
import type { Course } from './course.ts'
import { type Scores, scoresOf } from './judge.ts'
import type { Part } from './part.ts'
import type { Plan } from './plan.ts'
import type { Settings } from './settings.ts'

/** A training that ended, or was ended. */
export interface Run {
  readonly plan: Plan
  readonly settings: Settings
  readonly course: Course
  readonly backend: Backend
  /** How many ranks trained it. */
  readonly ranks: number
  readonly seconds: number
}

/** The scores of each part of the data that there is. */
export type PartScores = Readonly<Partial<Record<'train' | 'validation' | 'test', Scores>>>

/** All that predicting needs. */
export async function modelOf({ plan, course, settings, backend }: Run): Promise<Model> {
  const { model } = course
  return {
    parameters: await model.parameters(),
    activations: model.activations.map(({ name }) => name) as Model['activations'],
    encoding: plan.encoding,
    target: plan.target,
    notes: {
      program: `bilayer ${packageJson.version}`,
      backend: backend.name,
      settings: JSON.stringify(settings),
      epochs: String(bestEpochOf(course)),
    },
  }
}

/** The epoch whose parameters the model has: the last one, where none was judged. */
export const bestEpochOf = ({ best, history }: Course): number => best?.epoch ?? history.length

/** The part that tells the most of rows to come, and which rows these are. */
export function tellingPart({ train, validation, test }: Plan): {
  readonly name: keyof PartScores
  readonly part: Part
  readonly rows: string
} {
  if (test) return { name: 'test', part: test, rows: `${rowsOf(test)} that it never saw` }
  if (validation) {
    return { name: 'validation', part: validation, rows: `${rowsOf(validation)} that chose its best epoch` }
  }
  return { name: 'train', part: train, rows: `${rowsOf(train)} that it was trained on` }
}

const rowsOf = ({ X }: Part): string => countOf(X.count, 'row')

/** How well the model does on each part. */
export async function scoresOfParts({ plan, course }: Run): Promise<PartScores> {
  const { train, validation, test, target } = plan
  const scores: Record<string, Scores> = {}
  for (const [name, part] of Object.entries({ train, validation, test })) {
    if (part) scores[name] = scoresOf(target, part, await course.model.predict(part.X))
  }
  return scores
}
