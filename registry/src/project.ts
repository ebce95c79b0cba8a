import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import type { Served } from '../../scripts/until-interrupted.ts'
import { type ProgramOptions, runProgram } from './program.ts'
import { startServing } from './serving.ts'
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
  /** Starts a program in the folder that serves pages until it is closed. */
  readonly serve: (command: string, ...args: readonly string[]) => Promise<Served>
}

/** A folder with the manifest of a project, and the settings by which the manager finds the registry. */
export async function createProject(setting: Setting, manager: Manager): Promise<Project> {
  const folder = await mkdtemp(join(setting.folder, `${manager}-`))
  const project = projectIn(folder, setting, manager)
  await project.write(
    'package.json',
    '{ "name": "project", "version": "1.0.0", "private": true, "type": "module" }\n',
  )
  await project.write('.npmrc', settingsOfNpm(setting.registry))
  if (manager === 'pnpm') await project.write('pnpm-workspace.yaml', stringify(settingsOfPnpm(setting)))
  return project
}

/** An empty folder, of somebody whose home has nothing but the address of the registry. */
export async function createEmptyFolder(setting: Setting): Promise<Project> {
  const home = await mkdtemp(join(setting.folder, 'home-'))
  await writeFile(join(home, '.npmrc'), settingsOfNpm(setting.registry))
  const folder = join(home, 'empty')
  await mkdir(folder)
  return projectIn(folder, { ...setting, env: { ...setting.env, HOME: home } }, 'npm')
}

function projectIn(folder: string, setting: Setting, manager: Manager): Project {
  const options: ProgramOptions = { cwd: folder, env: environmentOf(setting), signal: setting.signal }
  const run = (command: string, ...args: readonly string[]): Promise<string> =>
    runProgram(command, args, options)
  return {
    folder,
    write: async (path, text) => {
      await mkdir(join(folder, dirname(path)), { recursive: true })
      await writeFile(join(folder, path), text)
    },
    read: (path) => readFile(join(folder, path), 'utf8'),
    copy: async (...names) => {
      for (const name of names) await copyFile(join(fixtures, name), join(folder, name))
    },
    install: async (...names) => {
      if (names.length > 0) await run(manager, ...INSTALL[manager], ...names)
    },
    run,
    serve: (command, ...args) => startServing(command, args, options),
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
