import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { circumstances, type MachineFacts } from '../../bench/src/circumstances.ts'
import { machine, today } from '../../bench/src/machine.ts'

/** Where the results of the full runs are. */
export const resultsFolder = join(import.meta.dirname, '..', 'results')

/** What a program found, when and on what. */
export interface Recorded<Found> {
  readonly date: string
  readonly machine: MachineFacts
  readonly found: Found
}

/** The result file of one program: what it found, each time that it ran on something else. */
export interface ResultFile<Found> {
  readonly name: string
  /** Notes when and on what it was found. */
  readonly record: (found: Found) => Recorded<Found>
  readonly write: (folder: string, recorded: readonly Recorded<Found>[]) => Promise<void>
  /** None where there is no file. Throws where it is not what the program writes. */
  readonly read: (folder: string) => Promise<readonly Recorded<Found>[]>
}

export function resultFile<Found extends z.ZodType>(name: string, found: Found): ResultFile<z.infer<Found>> {
  const schema = z.array(z.strictObject({ ...circumstances, found }))
  const pathIn = (folder: string) => join(folder, `${name}.json`)
  return {
    name,
    record: (value) => ({ date: today(), machine: machine(), found: value }),
    write: async (folder, recorded) => {
      await mkdir(folder, { recursive: true })
      await writeFile(pathIn(folder), `${JSON.stringify(schema.parse(recorded), undefined, 2)}\n`)
    },
    read: async (folder) => {
      const text = await textOf(pathIn(folder))
      return text === undefined ? [] : (schema.parse(JSON.parse(text)) as Recorded<z.infer<Found>>[])
    },
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
