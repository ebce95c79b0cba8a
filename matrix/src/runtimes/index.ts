import { existsSync } from 'node:fs'
import { chromiumOptions } from '../../../scripts/chromium.ts'
import { openBrowser } from './browser.ts'
import { openCommand } from './command.ts'
import { fromNpm, type ProgramFromNpm } from './from-npm.ts'
import type { Runtime } from './runtime.ts'

const platform = `${process.platform}-${process.arch}`

/** A Node.js that npm has for this platform. */
const node = (major: number, version: string): Runtime =>
  npmRuntime(`node-${major}`, `Node.js ${major}`, {
    package: `node-${platform}`,
    version,
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
 * All runtimes that are tried. Versions of what comes from npm are fixed here. Deno and Bun are those for Linux on x64; elsewhere npm
 * says that they do not fit, which the matrix then tells.
 */
export const runtimes: readonly Runtime[] = [
  node(20, '20.20.2'),
  node(22, '22.23.5'),
  {
    name: 'node-24',
    title: 'Node.js 24',
    open: (signal) => openCommand({ path: process.execPath, args: process.execArgv, signal }),
  },
  node(26, '26.12.1'),
  npmRuntime('deno', 'Deno', { package: '@deno/linux-x64-glibc', version: '2.9.6', program: 'deno' }, [
    'run',
    '--allow-all',
    '--node-modules-dir=manual',
  ]),
  npmRuntime('bun', 'Bun', { package: '@oven/bun-linux-x64', version: '1.4.5', program: 'bin/bun' }),
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
