import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkAgreement } from '../agreement.ts'
import { createProblem, type Parameters } from '../problem.ts'
import { type Case, wholeOf } from './cases.ts'
import { countingMessages, launch, ours, readTraffic, theirs, type Traffic } from './launch.ts'
import { readStepped, writeProblem } from './problem-files.ts'
import { networkReport, type NetworkReport, type TrainingReport, trainingReport } from './report.ts'
import { BATCHES } from './train.ts'

/** More epochs, or seconds, than anybody measures. */
const MANY = 1_000_000

/** Starts the ranks of cases, which find their problems in folders of one. */
export class Runner {
  readonly #folder: string
  readonly #problems = new Map<string, Promise<string>>()
  /** The first network that was found for a problem after one step, and by whom: everybody must find it. */
  readonly #found = new Map<string, { readonly name: string; readonly parameters: Parameters }>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Trains for so many seconds. Rejects where the network after one step is not what others have found. */
  async train(one: Case, seconds: number): Promise<TrainingReport[]> {
    const folder = await this.#problemOf(one)
    const command =
      one.library === 'PyTorch'
        ? [...theirs, folder, String(seconds)]
        : [...ours, one.together ? 'together' : 'apart', folder, String(seconds), String(MANY)]
    const reports = await launch(one.ranks, command, folder, trainingReport)
    this.#check(one, folder, await readStepped(folder))
    return reports
  }

  /** Two ranks that add up numbers. */
  sums(): Promise<NetworkReport[]> {
    return launch(2, [...ours, 'sums', this.#folder], this.#folder, networkReport)
  }

  /** What the ranks of a case send in an epoch, by the difference of two trainings; undefined where nobody counts. */
  async countTraffic(one: Case): Promise<(Traffic & { readonly steps: number }) | undefined> {
    const [few, many] = [2, 4]
    const short = await this.#countEpochs(one, few)
    const long = await this.#countEpochs(one, many)
    if (!short || !long) return undefined
    const ofEach = (name: keyof Traffic) => (long[name] - short[name]) / (many - few)
    return { messages: ofEach('messages'), bytes: ofEach('bytes'), steps: BATCHES }
  }

  async #countEpochs(one: Case, epochs: number): Promise<Traffic | undefined> {
    const folder = await this.#problemOf(one)
    const counts = join(this.#folder, 'counts')
    await mkdir(counts)
    try {
      const command = [...ours, 'together', folder, String(MANY), String(epochs)]
      await launch(one.ranks, command, folder, trainingReport, countingMessages(counts))
      return await readTraffic(counts)
    } finally {
      await rm(counts, { recursive: true })
    }
  }

  /** A folder with the problem, which many cases have in common. */
  #problemOf(one: Case): Promise<string> {
    const size = wholeOf(one)
    const folder = join(this.#folder, size.join('-'))
    const made = this.#problems.get(folder) ?? writeProblem(folder, createProblem(size)).then(() => folder)
    this.#problems.set(folder, made)
    return made
  }

  #check({ library, name }: Case, problem: string, parameters: Parameters): void {
    const found = { name: `${library}, ${name}`, parameters }
    const first = this.#found.get(problem)
    if (first) checkAgreement(valuesOf(first.parameters), valuesOf(parameters), [first.name, found.name])
    else this.#found.set(problem, found)
  }
}

const valuesOf = ({ W1, b1, W2, b2 }: Parameters) => [W1, b1, W2, b2]
