import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { runProgram } from './program.ts'
import type { Setting } from './setting.ts'
import { settingsOfNpm } from './settings-of-npm.ts'

const fixtures = join(import.meta.dirname, '..', 'fixtures')

export type Manager = 'npm' | 'pnpm'

/** A folder outside of the repository, in which somebody uses the packages from the registry. */
export interface Project {
  readonly folder: string
  readonly write: (path: string, text: string) => Promise<void>
  readonly read: (path: string) => Promise<string>
  /** Puts files of `registry/fixtures` beside the manifest. */
  readonly copy: (...fixtures: readonly string[]) => Promise<void>
  /** Installs packages, by name; nothing where there are none. */
  readonly install: (...names: readonly string[]) => Promise<void>
  /** Runs a program in the folder to its end; gives what it printed. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<string>
}

export async function createProject(setting: Setting, manager: Manager): Promise<Project> {
  const folder = await mkdtemp(join(setting.folder, `${manager}-`))
  const run = (command: string, ...args: readonly string[]): Promise<string> =>
    runProgram(command, args, { cwd: folder, env: environmentOf(setting), signal: setting.signal })
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }

  await write(
    'package.json',
    '{ "name": "project", "version": "1.0.0", "private": true, "type": "module" }\n',
  )
  await write('.npmrc', settingsOfNpm(setting.registry))
  if (manager === 'pnpm') await write('pnpm-workspace.yaml', stringify(settingsOfPnpm(setting)))
  return {
    folder,
    write,
    read: (path) => readFile(join(folder, path), 'utf8'),
    copy: async (...names) => {
      for (const name of names) await copyFile(join(fixtures, name), join(folder, name))
    },
    install: async (...names) => {
      if (names.length > 0) await run(manager, ...INSTALL[manager], ...names)
    },
    run,
  }
}

/** What npm fetched once serves all projects of the run, and goes with it. */
const environmentOf = ({ folder, env }: Setting): NodeJS.ProcessEnv => ({
  ...env,
  npm_config_cache: join(folder, 'npm-cache'),
})

const INSTALL = {
  // Scripts of installation build gpu.js's headless-gl for minutes, or try in vain to; nothing else needs one.
  npm: ['install', '--ignore-scripts'],
  pnpm: ['add'],
} as const

const settingsOfPnpm = ({ folder }: Setting) => ({
  cacheDir: join(folder, 'pnpm-cache'),
  preferOffline: true,
  // The packages were published a moment ago.
  minimumReleaseAge: 0,
  // As the READMEs of those have it that need these.
  allowBuilds: { gl: false, koffi: false },
})
