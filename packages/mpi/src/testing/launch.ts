import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What starts ranks by a library, and how it is installed. */
export interface Launcher {
  readonly name: string
  readonly command: string
  readonly install: string
}

export const openMpi: Launcher = {
  name: 'Open MPI',
  command: 'mpirun.openmpi',
  install: 'apt-get install openmpi-bin',
}

export const mpich: Launcher = { name: 'MPICH', command: 'mpirun.mpich', install: 'apt-get install mpich' }

/** Whether a launcher is there. Under continuous integration it is taken to be: its tests then fail where it is not. */
export const isThere = ({ command }: Launcher): boolean =>
  process.env['CI'] !== undefined || spawnSync(command, ['--version']).error === undefined

/** Open MPI starts more ranks than there are processors, and as the root of a container, only when told to. */
export const environment = {
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_rmaps_base_oversubscribe: '1',
}

/** How ranks ended, and what they printed. */
export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs a program of this folder on as many ranks. */
export function launch(
  { command }: Launcher,
  ranks: number,
  program: string,
  args: readonly string[] = [],
): Promise<Ended> {
  const script = join(import.meta.dirname, program)
  const node = [process.execPath, '--conditions=@bilayer/source', script, ...args]
  const child = spawn(command, ['-n', String(ranks), ...node], { env: { ...process.env, ...environment } })
  let output = ''
  const collect = (text: string): void => {
    output += text
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', collect)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
