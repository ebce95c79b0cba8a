import { writeFile } from 'node:fs/promises'
import { generate, variants } from './compile.ts'

/** Writes src/kernels/generated/ anew. Run it after every change in assembly/. */
for (const variant of variants) {
  const file = new URL(`../src/kernels/generated/${variant.name}.ts`, import.meta.url)
  await writeFile(file, await generate(variant))
}
