import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './repository.ts'
import { linkedSources, pageOf } from './sources.ts'

test('files and folders that documents link to have a page, and so has what lies in such a folder', () => {
  const sources = linkedSources()
  expect(sources).toContain('packages/mlp/src/gradients.ts')
  expect(sources).toContain('packages/conformance/src/ops')
  expect(sources).toContain('packages/conformance/src/ops/matmul.ts')
  expect(sources.filter((path) => path.endsWith('.md'))).toEqual([])
})

test('the page of a file shows it whole', async () => {
  const path = 'packages/mlp/src/gradients.ts'
  const text = await readFile(join(root, path), 'utf8')
  expect(pageOf(path)).toContain(
    `# \`${path}\`\n\n\`\`\`\`\`\`\`\`ts:line-numbers source\n${text.trimEnd()}\n`,
  )
})

test('the page of a folder links to what lies in it', () => {
  expect(pageOf('packages/conformance/src/ops')).toContain(
    '\n- [`matmul.ts`](/packages/conformance/src/ops/matmul.ts)',
  )
})
