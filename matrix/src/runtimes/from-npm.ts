import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../scripts/run.ts'

/** Where runtimes are installed that the workspace does not need otherwise. */
const folder = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'bilayer-matrix')

/** A program in a package of npm, of one version. */
export interface ProgramFromNpm {
  readonly package: string
  readonly version: string
  /** Its path in the package. */
  readonly program: string
}

/** Installs a program, the first time, and gives its path. Rejects, in npm's own words, where that fails. */
export async function fromNpm({ package: name, version, program }: ProgramFromNpm): Promise<string> {
  const home = join(folder, `${name.replaceAll(/[@/]/gu, '-')}-${version}`)
  const path = join(home, 'node_modules', name, program)
  if (await exists(path)) return path
  await mkdir(home, { recursive: true })
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', home]
  try {
    await run('npm', ['install', ...options, `${name}@${version}`])
  } catch (error) {
    throw new Error(`npm cannot install ${name} ${version}: ${npmError(error)}`, { cause: error })
  }
  if (await exists(path)) return path
  throw new Error(`${name} ${version} has no ${program}`)
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The first line that says more than a code. */
function npmError(error: unknown): string {
  const { stderr = '' } = error as { readonly stderr?: string }
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (?:error|ERR!)\s*/u, ''))
  return lines.find((line) => line !== '' && !line.startsWith('code ')) ?? 'it does not say why'
}
