import { delimiter, dirname, sep } from 'node:path'

/**
 * The environment of somebody who has just opened a terminal: nothing of the package manager that runs this program, nor of this repository,
 * and no colours in what is read of programs.
 */
export function strangersEnvironment(root: string): NodeJS.ProcessEnv {
  const unwanted = /^(?:npm|pnpm)_|^(?:INIT_CWD|NODE_OPTIONS|NODE_PATH|FORCE_COLOR)$/iu
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name))
  const path = (process.env['PATH'] ?? '').split(delimiter)
  return {
    ...Object.fromEntries(kept),
    PATH: [
      dirname(process.execPath),
      ...path.filter((folder) => !`${folder}${sep}`.startsWith(`${root}${sep}`)),
    ].join(delimiter),
  }
}
