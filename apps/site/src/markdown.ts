import { relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { addressOf, targetOf } from './links.ts'
import { quoted } from './quote.ts'
import { root } from './repository.ts'

/** What VitePress tells of the document at hand. */
interface Environment {
  readonly path: string
  /** Where the document is, if it stands elsewhere on the site. */
  readonly realPath?: string
}

/** Links of the repository's documents become links of the site, and a block of `quote` the code that it names. */
export function readAsRepository(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository', ({ tokens, env }) => {
    const { path, realPath = path } = env as Environment
    const document = relative(root, realPath)
    for (const token of tokens) {
      for (const child of token.children ?? []) {
        const href = child.type === 'link_open' ? child.attrGet('href') : null
        const target = href === null ? undefined : targetOf(document, href)
        if (!target) continue
        child.attrSet('href', addressOf(target))
        // The site’s own router knows its own pages alone.
        if (target.kind === 'alone') child.attrSet('target', '_self')
      }
      if (token.type === 'fence' && token.info === 'quote') {
        token.info = 'ts'
        token.content = quoted(token.content)
      }
    }
  })
}
