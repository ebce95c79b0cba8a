import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'
import { isolation } from '../../../scripts/isolation.ts'
import { readAsRepository } from './markdown.ts'
import { sections } from './navigation.ts'
import { GENERATED, MATRIX, placeOf, root, SOURCES } from './repository.ts'
import { lineAnchors } from './sources.ts'

const icon = readFileSync(join(root, 'apps', 'playground', 'src', 'icon.svg'), 'utf8')

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')

/** The site: the documents of the repository where they stand, and what is made when it is built. */
export const config = defineConfig({
  title: 'bilayer',
  description: 'Trains and runs multilayer perceptrons in TypeScript: formulas written once, on any compute.',
  lang: 'en-GB',
  head: [
    ['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }],
    ['style', {}, style],
  ],
  srcDir: '../..',
  outDir: 'dist',
  cacheDir: 'node_modules/.vitepress',
  // Every address is relative, so that the folder works below any path.
  base: './',
  srcExclude: [
    '**/{node_modules,dist,templates,test-results}/**',
    '**/CHANGELOG.md',
    '.*/**',
    'packages/*/!(README.md|CASES.md)/**',
    'apps/{cli,playground}/!(README.md)/**',
  ],
  // It is copied once the pages are built, and its links are checked then.
  ignoreDeadLinks: [`/${MATRIX.replace(/\.html$/u, '')}`],
  // No folder has a configuration of its own: `config.ts` is an ordinary name here.
  additionalConfig: {},
  rewrites: placeOf,
  transformPageData: ({ relativePath, frontmatter }) => ({
    frontmatter: { ...frontmatter, ...looksOf(relativePath) },
  }),
  markdown: {
    // As code hosts name headings, so that a link works in both places.
    anchor: { slugify: slug },
    config: readAsRepository,
    codeTransformers: [lineAnchors],
  },
  themeConfig: {
    nav: [
      { text: 'Begin', link: '/docs/first-steps' },
      { text: 'Reference', link: `/${placeOf(`${GENERATED}api/index`)}` },
      { text: 'Playground', link: '/docs/playground' },
    ],
    sidebar: sections().map(({ name, items }, i) => ({
      text: name,
      collapsed: i > 2,
      items: items.map(([text, document]) => ({ text, link: `/${placeOf(document)}` })),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
    externalLinkIcon: true,
  },
  vite: {
    server: { host: '127.0.0.1', headers: isolation },
  },
})

/** Pages with something that takes the width of two columns: programs side by side, and the playground. */
const WIDE = /^docs\/(?:from-|playground)/u

/** What a page shows beside its text. A page of source is read beside the one that led there; of a reference, the names are enough. */
function looksOf(place: string): object {
  if (place.startsWith(placeOf(SOURCES))) return { outline: false, prev: false, next: false }
  if (WIDE.test(place)) return { aside: false }
  return place.startsWith(placeOf(GENERATED)) ? { outline: 2 } : {}
}
