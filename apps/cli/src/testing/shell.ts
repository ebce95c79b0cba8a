import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import type { Outcome } from './command.ts'
import { COMPILE_CACHE } from './compile-cache.ts'

/**
 * Runs a script of `sh` in a folder, where `bilayer` is the command: for pipes, redirections and limits. `$NODE` is this
 * Node.js; temporary files, and what is remembered, go to the folder.
 */
export function runShell(script: string, folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', script], {
      cwd: folder,
      env: {
        ...process.env,
        ...COMPILE_CACHE,
        NODE: process.execPath,
        PATH: `${import.meta.dirname}${delimiter}${process.env['PATH']}`,
        TMPDIR: folder,
        XDG_CACHE_HOME: folder,
      },
    })
    const printed = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      printed.out += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      printed.err += String(chunk)
    })
    child.on('close', (code, signal) => resolve({ code, signal, ...printed }))
  })
}

/** Before a command: without the rights of root, who may write everything. */
export const ordinaryUser = process.getuid?.() === 0 ? 'setpriv --bounding-set=-all --inh-caps=-all' : ''
