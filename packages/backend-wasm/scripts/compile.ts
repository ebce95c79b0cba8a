import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One way to build the kernels. */
interface Variant {
  /** The name of the generated module. */
  readonly name: string
  /** Whether a multiply-add may round once, where the machine does. */
  readonly relaxed: boolean
  /** Whether threads share the memory. */
  readonly shared: boolean
}

export const variants: readonly Variant[] = [
  { name: 'relaxed-simd', relaxed: true, shared: false },
  { name: 'simd', relaxed: false, shared: false },
  { name: 'relaxed-simd-shared', relaxed: true, shared: true },
  { name: 'simd-shared', relaxed: false, shared: true },
]

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(packageFolder, 'node_modules/assemblyscript/bin/asc.js')

/**
 * Not -O3, which puts off a multiply-add until its sum is used next: of four terms at a time, loads would pile up in registers
 * that are not there, and products take half as long again. The passes make up for it elsewhere.
 */
const options =
  '-O2 --runPasses local-cse,coalesce-locals,vacuum --noAssert --runtime stub --importMemory --noExportMemory'.split(
    ' ',
  )

/** The TypeScript module that carries one variant of the kernels, compiled from assembly/. */
export async function generate(variant: Variant): Promise<string> {
  const base64 = (await compile(variant)).toString('base64')
  return `/** Made by scripts/generate.ts from assembly/. */\nexport const base64 =\n  '${base64}'\n`
}

async function compile({ relaxed, shared }: Variant): Promise<Buffer> {
  const features = ['simd', ...(relaxed ? ['relaxed-simd'] : []), ...(shared ? ['threads'] : [])]
  const memory = shared ? ['--sharedMemory', '--maximumMemory', '65536'] : []
  const folder = await mkdtemp(join(tmpdir(), 'bilayer-kernels-'))
  try {
    const outFile = join(folder, 'kernels.wasm')
    await run(['assembly/index.ts', ...options, '--enable', features.join(','), ...memory, '-o', outFile])
    return await readFile(outFile)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [compiler, ...args], { cwd: packageFolder, stdio: 'inherit' })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (status !== 0) throw new Error(`asc ${args.join(' ')} ended with ${String(status)}`)
}
