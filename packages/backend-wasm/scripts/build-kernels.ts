/** Compiles assembly/ into src/generated/kernels.ts: with fused multiply-add (relaxed SIMD) and without. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from 'assemblyscript/asc'

const root = join(import.meta.dirname, '..')

/** The text of src/generated/kernels.ts. */
export async function generateKernels(): Promise<string> {
  const plain = await compile(['simd'])
  const relaxed = await compile(['simd', 'relaxed-simd'])
  return `// Compiled from assembly/ by \`pnpm build:kernels\`. WebAssembly in base64, so that any bundler takes it as it is.

/** SIMD alone: a product and a sum are two roundings. */
export const plainKernels =
  '${plain}'

/** Relaxed SIMD: one rounding, where the processor has fused multiply-add. */
export const relaxedKernels =
  '${relaxed}'
`
}

async function compile(features: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bilayer-kernels-'))
  const outFile = join(folder, 'kernels.wasm')
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--outFile', outFile]
  const enable = features.flatMap((feature) => ['--enable', feature])
  try {
    const { error } = await main([join(root, 'assembly', 'index.ts'), ...options, ...enable])
    if (error) throw new Error(`asc: ${error.message}`, { cause: error })
    return await readFile(outFile, 'base64')
  } finally {
    await rm(folder, { recursive: true })
  }
}

if (import.meta.main) await writeFile(join(root, 'src', 'generated', 'kernels.ts'), await generateKernels())
