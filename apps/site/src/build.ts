/** Builds the site into `dist`: `pnpm site:build`. Ends with 1 where a comment, a page or a link is missing. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'vitepress'
import { createProgram } from '../../cli/src/program.ts'
import { writeApiReference } from './api-reference.ts'
import { brokenLinks } from './check-links.ts'
import { commandLineReference } from './command-line.ts'
import { built, site } from './folder.ts'
import { GENERATED, MATRIX, root } from './repository.ts'

await rm(join(root, GENERATED), { recursive: true, force: true })
await writeApiReference()
await writeCommandLine()
await build(site)
await cp(join(root, 'apps', 'playground', 'dist'), join(built, 'playground'), { recursive: true })
await cp(join(root, dirname(MATRIX)), join(built, dirname(MATRIX)), { recursive: true })

const broken = brokenLinks(built)
process.stdout.write(broken.map((line) => `${line}\n`).join(''))
process.stdout.write(
  broken.length === 0 ? `The site is in ${built}\n` : `${broken.length} links are broken.\n`,
)
process.exitCode = broken.length === 0 ? 0 : 1

async function writeCommandLine(): Promise<void> {
  const path = join(root, GENERATED, 'command-line.md')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, commandLineReference(createProgram(() => {})))
}
