import {
  ArgumentError,
  type ClassTarget,
  curveNames,
  type CurveName,
  curveSamples,
  oneHot,
  type PlaneName,
  planeSamples,
  type QuantityTarget,
} from 'bilayer'
import type { Settings } from '../state/settings.ts'
import { loadDigits } from './digits.ts'
import type { Problem } from './problem.ts'
import { splitParts } from './split.ts'
import type { DataFile } from './table.ts'

/** What a problem may be made of, beside its settings. */
export interface Sources {
  /** The address of the folder that has the digits. */
  readonly digits: string
  /** The user's own file. */
  readonly file: DataFile | undefined
}

/** The problem that the settings name. One seed gives one problem. Rejects where there is none, in words for who reads the page. */
export async function makeProblem(settings: Settings, { digits, file }: Sources): Promise<Problem> {
  const { data } = settings
  if (data === 'digits') return digitProblem(digits, settings)
  if (data === 'csv') {
    if (!file) throw new ArgumentError(missingFile(settings.file))
    const { tableProblem } = await import('./table.ts')
    return tableProblem(file, settings)
  }
  return isCurve(data) ? curveProblem(data, settings) : planeProblem(data, settings)
}

const isCurve = (name: PlaneName | CurveName): name is CurveName => curveNames.some((each) => each === name)

const missingFile = (name: string): string =>
  name === ''
    ? 'There is no data file yet. Drop a CSV file onto the page, or choose one.'
    : `This link is about the file ${name}, which it cannot hold. Drop that file onto the page, or choose it.`

function planeProblem(name: PlaneName, { samples: count, noise, seed, test }: Settings): Problem {
  const { X, Y } = planeSamples(name, { count, noise, seed })
  const strata = [...Y.values]
  const target: ClassTarget = { kind: 'classes', name: 'class', labels: ['orange', 'blue'] }
  return { kind: 'plane', ...splitParts(X, Y, { testShare: test, seed, strata }), target, inputs: ['x', 'y'] }
}

function curveProblem(name: CurveName, { samples: count, noise, seed, test }: Settings): Problem {
  const { X, Y } = curveSamples(name, { count, noise, seed })
  const target: QuantityTarget = { kind: 'quantity', name: 'y', shift: 0, scale: 1 }
  return { kind: 'curve', ...splitParts(X, Y, { testShare: test, seed }), target, inputs: ['x'] }
}

async function digitProblem(folder: string, { samples, seed, test }: Settings): Promise<Problem> {
  const { X, labels } = await loadDigits(folder, samples)
  const target: ClassTarget = {
    kind: 'classes',
    name: 'digit',
    labels: Array.from({ length: 10 }, (_, digit) => `${digit}`),
  }
  const parts = splitParts(X, oneHot(labels, 10), { testShare: test, seed, strata: [...labels] })
  return {
    kind: 'pictures',
    ...parts,
    target,
    inputs: Array.from({ length: X.size }, (_, i) => `pixel ${i}`),
  }
}
