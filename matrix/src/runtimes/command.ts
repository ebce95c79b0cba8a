import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report, Untested } from '@bilayer/conformance'
import { run } from '../../../scripts/run.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import { vulkanDriver } from '../../../scripts/vulkan.ts'
import { LONGEST_SUITE, type OpenRuntime } from './runtime.ts'

/** How a runtime of the command line is started. */
export interface Command {
  readonly path: string
  /** What stands before the script. */
  readonly args?: readonly string[]
  /** Milliseconds that the whole suite may take; 15 minutes unless given. */
  readonly timeout?: number
  /** Ends the suite before. */
  readonly signal: AbortSignal
}

/** A runtime of the command line. Each backend has a process of its own, which is ended where it does not end by itself. */
export async function openCommand({
  path,
  args = [],
  timeout = LONGEST_SUITE,
  signal,
}: Command): Promise<OpenRuntime> {
  const { stdout } = await run(path, ['--version'])
  const version = versionIn(stdout)
  const script = fileURLToPath(import.meta.resolve('#prove-command'))
  const folder = temporaryFolder('bilayer-matrix-')
  return {
    version,
    prove: async (backend, only) => {
      const result = join(folder.path, `${backend}.json`)
      try {
        await run(path, [...args, script, backend, only, result], {
          timeout,
          killSignal: 'SIGKILL',
          signal,
          env: environment(),
          maxBuffer: Infinity,
        })
      } catch (error) {
        throw new Error(howItEnded(error as Ended, timeout), { cause: error })
      }
      return JSON.parse(await readFile(result, 'utf8')) as Report | Untested
    },
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  }
}

/** The first number of that form: `v24.21.0`, `deno 2.5.0 (stable, …)` and `1.3.0` tell it in words of their own. */
function versionIn(text: string): string {
  const version = /\d+\.\d+\.\d+/u.exec(text)?.[0]
  if (version === undefined) throw new Error(`It tells no version, but ${JSON.stringify(text.trim())}.`)
  return version
}

/** WebGPU in Node.js asks Vulkan for a device. */
function environment(): NodeJS.ProcessEnv {
  const driver = vulkanDriver()
  return { ...process.env, ...(driver !== undefined && { VK_ICD_FILENAMES: driver }) }
}

/** What is known of a process that failed. */
interface Ended {
  readonly killed?: boolean
  readonly signal?: string | null
  readonly code?: number | string
  readonly stderr?: string
}

/** Its last words tell more than its code: the line that names an error, where there is one. */
function howItEnded({ killed, signal, code, stderr = '' }: Ended, timeout: number): string {
  if (killed === true) return `it did not end within ${timeout / 1000} s`
  const lines = stderr.split('\n').map((line) => line.trim())
  const said =
    lines.find((line) => /^(?:error|\w*Error)\b.*:/u.test(line)) ?? lines.findLast((line) => line !== '')
  const how = typeof signal === 'string' ? `it was ended by ${signal}` : `it ended with exit code ${code}`
  return said === undefined ? how : `${how}: ${said}`
}
