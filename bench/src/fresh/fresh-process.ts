import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { z } from 'zod'
import type { Size } from '../problem.ts'

const report = z.object({
  version: z.string(),
  /** From the start of the process to the end of the first step. */
  milliseconds: z.number(),
  /** The most bytes of memory that the process held. */
  residentSet: z.number(),
  /** The most bytes in array buffers and in WebAssembly's memory after a step; Node.js leaves out what threads share. */
  external: z.number(),
})

/** What a fresh process tells about itself. */
export type Report = z.infer<typeof report>

const source = fileURLToPath(new URL('child.ts', import.meta.url))
const folder = fileURLToPath(new URL('../../node_modules/.cache/fresh', import.meta.url))

/** Turns the child into JavaScript, so that no process spends time on types. Libraries are loaded as they are installed. */
export async function buildChild(): Promise<void> {
  await build({
    entryPoints: [source],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  })
}

/** Trains in a new process, so many steps. Rejects with the end of what the process said where it fails. */
export async function trainInFreshProcess(library: string, size: Size, steps: number): Promise<Report> {
  const args = [`${folder}/child.mjs`, library, String(steps), ...size.map(String)]
  const stdout = await runNode(args)
  return report.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''))
}

/** A process that does nothing: what Node.js itself takes. */
export async function startEmptyProcess(): Promise<Report> {
  const script = `console.log(JSON.stringify({
    version: process.version,
    milliseconds: performance.now(),
    residentSet: 1024 * process.resourceUsage().maxRSS,
    external: process.memoryUsage().external,
  }))`
  const stdout = await runNode(['--input-type=module', '--eval', script])
  return report.parse(JSON.parse(stdout))
}

/** What Node.js prints with these arguments. */
const runNode = (args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error, stdout) => {
      if (error) reject(new Error(error.message, { cause: error }))
      else resolve(stdout)
    })
  })
