import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { z } from 'zod'
import { run } from '../../../scripts/run.ts'
import { PYTHON } from '../libraries/python/process.ts'
import { reportFile } from './report.ts'

const source = fileURLToPath(new URL('child.ts', import.meta.url))
const compiled = fileURLToPath(new URL('../../node_modules/.cache/ranks', import.meta.url))
const pythonScript = fileURLToPath(new URL('../libraries/python/ranks.py', import.meta.url))

/** What a rank of ours is started as. */
export const ours: readonly string[] = [process.execPath, join(compiled, 'child.mjs')]

/** What a rank of PyTorch is started as. */
export const theirs: readonly string[] = [PYTHON, pythonScript]

/** Turns what a rank of ours runs into JavaScript, so that no process spends time on types. */
export async function buildChild(): Promise<void> {
  await build({
    entryPoints: [source],
    outdir: compiled,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
  })
}

/**
 * For all: ranks may be more than cores, none is tied to a core (an MPI thread would share it with the one that computes), each computes
 * on one thread, and Open MPI lets root start them, as continuous integration is.
 */
const environment = {
  OMPI_MCA_rmaps_base_oversubscribe: '1',
  OMPI_MCA_hwloc_base_binding_policy: 'none',
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  GLOO_SOCKET_IFNAME: 'lo',
}

/** The file by which ranks of PyTorch find each other, once. */
const MEETING = 'meeting'

/** Longer than any of them takes, on a machine that others use too. */
const TIMEOUT_MILLISECONDS = 120_000

/** Ranks that were started by `mpirun`, and what each of them reported, by rank. Rejects, with what they said, where one fails. */
export async function launch<Report extends z.ZodType>(
  ranks: number,
  command: readonly string[],
  folder: string,
  report: Report,
  more: NodeJS.ProcessEnv = {},
): Promise<z.infer<Report>[]> {
  await rm(join(folder, MEETING), { force: true })
  await run('mpirun', ['-n', String(ranks), ...command], {
    env: { ...process.env, ...environment, ...more },
    timeout: TIMEOUT_MILLISECONDS,
  })
  return Promise.all(
    Array.from({ length: ranks }, async (_, rank) =>
      report.parse(JSON.parse(await readFile(reportFile(folder, rank), 'utf8'))),
    ),
  )
}

/** What a program's MPI says of itself. */
export async function mpiVersion(): Promise<string> {
  const { stdout } = await run('mpirun', ['--version'])
  return stdout.split('\n')[0].trim()
}

/** The settings with which Open MPI counts the messages of every rank. */
export const countingMessages = (folder: string): NodeJS.ProcessEnv => ({
  OMPI_MCA_pml_monitoring_enable: '1',
  OMPI_MCA_pml_monitoring_enable_output: '3',
  OMPI_MCA_pml_monitoring_filename: join(folder, 'messages'),
})

export interface Traffic {
  readonly messages: number
  readonly bytes: number
}

/** What Open MPI counted in that folder, of all ranks together; undefined where another MPI did not count. */
export async function readTraffic(folder: string): Promise<Traffic | undefined> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.prof'))
  if (files.length === 0) return undefined
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return texts
    .map(trafficIn)
    .reduce((a, b) => ({ messages: a.messages + b.messages, bytes: a.bytes + b.bytes }))
}

/** Of one rank: a line for each that it sent to, external or within the library. */
function trafficIn(text: string): Traffic {
  const lines = [...text.matchAll(/^[EI]\t\d+\t\d+\t(?<bytes>\d+) bytes\t(?<messages>\d+) msgs sent/gmu)]
  const total = (name: 'bytes' | 'messages') =>
    lines.reduce((sum, { groups }) => sum + Number(groups?.[name]), 0)
  return { messages: total('messages'), bytes: total('bytes') }
}
