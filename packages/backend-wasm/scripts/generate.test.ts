import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generate, variants } from './compile.ts'

test.concurrent.each(variants)('the committed kernels $name are those of assembly/', async (variant) => {
  const file = new URL(`../src/kernels/generated/${variant.name}.ts`, import.meta.url)
  const bytes = (text: string) => /'(?<base64>[\w+/=]+)'/u.exec(text)?.groups?.['base64']
  expect(bytes(await generate(variant))).toBe(bytes(await readFile(file, 'utf8')))
})
