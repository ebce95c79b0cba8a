import { relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { addressOf, type Target, targetNamed, targetOf } from './links.ts'
import { withPlayground } from './playground-frame.ts'
import { quoted } from './quote.ts'
import { root } from './repository.ts'

/** What VitePress tells of the document at hand. */
interface Environment {
  readonly path: string
  /** Where the document is, if it stands elsewhere on the site. */
  readonly realPath?: string
}

/** A link of a text in Markdown, where it begins. */
interface LinkStart {
  attrSet(name: string, value: string): void
}

/**
 * Links of the repository's documents become links of the site, and so does what a packed document names; a block of `quote` becomes the
 * code that it names, and the picture of the playground the playground.
 */
export function readAsRepository(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository', (state) => {
    const { path, realPath = path } = state.env as Environment
    const document = relative(root, realPath)
    state.tokens = withPlayground(state.tokens, document)
    for (const token of state.tokens) {
      token.children &&= token.children.flatMap((child, i, all) => {
        if (child.type === 'link_open') {
          leadTo(targetOf(document, String(child.attrGet('href'))), child)
          return [child]
        }
        const isNamed = child.type === 'code_inline' && all[i - 1]?.type !== 'link_open'
        const target = isNamed ? targetNamed(document, child.content) : undefined
        if (!target) return [child]
        const start = new state.Token('link_open', 'a', 1)
        leadTo(target, start)
        return [start, child, new state.Token('link_close', 'a', -1)]
      })
      if (token.type === 'fence' && token.info === 'quote') {
        token.info = 'ts'
        token.content = quoted(token.content)
      }
    }
  })
}

function leadTo(target: Target | undefined, link: LinkStart): void {
  if (!target) return
  link.attrSet('href', addressOf(target))
  // The site’s own router knows its own pages alone.
  if (target.kind === 'alone') link.attrSet('target', '_self')
}
