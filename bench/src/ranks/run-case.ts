import { checkAgreement } from '../agreement.ts'
import { createProblem, type Parameters } from '../problem.ts'
import { type Case, wholeOf } from './cases.ts'
import { countingMessages, inFolder, launch, ours, readTraffic, theirs, type Traffic } from './launch.ts'
import { BATCHES } from './train.ts'
import { readStepped, writeProblem } from './problem-files.ts'
import { networkReport, type NetworkReport, type TrainingReport, trainingReport } from './report.ts'

/** More epochs than anybody measures. */
const MANY = 1_000_000

const valuesOf = ({ W1, b1, W2, b2 }: Parameters) => [W1, b1, W2, b2]

/** The first network that was found for a batch, and by whom: everybody must find it. */
export class Agreement {
  readonly #found = new Map<number, { name: string; parameters: Parameters }>()

  /** Throws where the network after one step is not what others have found for the same batch. */
  check(one: Case, parameters: Parameters): void {
    const [, , , batch] = wholeOf(one)
    const name = `${one.library}, ${one.name}`
    const first = this.#found.get(batch)
    if (!first) this.#found.set(batch, { name, parameters })
    else checkAgreement(valuesOf(first.parameters), valuesOf(parameters), [first.name, name])
  }
}

/** Starts the ranks of a case, and ends them. */
export const runCase = (one: Case, seconds: number, agreement: Agreement): Promise<TrainingReport[]> =>
  inFolder(async (folder) => {
    await writeProblem(folder, createProblem(wholeOf(one)))
    const command =
      one.library === 'PyTorch'
        ? [...theirs, folder, String(seconds)]
        : [...ours, one.together ? 'together' : 'apart', folder, String(seconds), String(MANY)]
    const reports = await launch(one.ranks, command, folder, trainingReport)
    agreement.check(one, await readStepped(folder))
    return reports
  })

/** Starts two ranks that add up numbers. */
export const runSums = (): Promise<NetworkReport[]> =>
  inFolder((folder) => launch(2, [...ours, 'sums', folder], folder, networkReport))

/** What the ranks of a case send in an epoch, by the difference of two trainings; undefined where nobody counts. */
export async function countTraffic(one: Case): Promise<(Traffic & { steps: number }) | undefined> {
  const [few, many] = [1, 4]
  const short = await countEpochs(one, few)
  const long = await countEpochs(one, many)
  if (!short || !long) return undefined
  const epochs = many - few
  return {
    messages: (long.messages - short.messages) / epochs,
    bytes: (long.bytes - short.bytes) / epochs,
    steps: BATCHES,
  }
}

const countEpochs = (one: Case, epochs: number): Promise<Traffic | undefined> =>
  inFolder(async (folder) => {
    await writeProblem(folder, createProblem(wholeOf(one)))
    const command = [...ours, 'together', folder, '1000', String(epochs)]
    await launch(one.ranks, command, folder, trainingReport, countingMessages(folder))
    return readTraffic(folder)
  })
