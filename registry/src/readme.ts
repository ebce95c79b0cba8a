import { snippetsIn } from '../../scripts/snippets.ts'

/** What somebody does who follows a README to the letter. */
export interface Instructions {
  /** The packages that it says to install, of those asked for. */
  readonly installed: readonly string[]
  /** Its blocks of TypeScript. */
  readonly examples: readonly string[]
}

/** Reads the instructions of a README; what it says to install is told of packages of these names alone. */
export function instructionsOf(readme: string, names: ReadonlySet<string>): Instructions {
  const blocks = snippetsIn({ path: 'README.md', text: readme })
  const codeOf = (language: string) => blocks.filter(({ info }) => info === language).map(({ code }) => code)
  const words = codeOf('sh').flatMap((code) =>
    [...code.matchAll(/^npm install (?<words>[^#\n]*)/gmu)].flatMap(({ groups }) =>
      (groups?.['words'] ?? '').trim().split(/ +/u),
    ),
  )
  return { installed: [...new Set(words)].filter((word) => names.has(word)), examples: codeOf('ts') }
}
