import { shellWord } from '../command-line.ts'

/** What a message of the library says would read a file, as options of the command line. */
export const inOptions = (message: string): string =>
  message
    .replace(/decimal: '(.)' reads it/u, (_, character: string) => `--decimal ${character} reads it`)
    .replace(
      /types: \{ (".*"): 'text' \} takes it/u,
      (_, name: string) => `--text ${shellWord(String(JSON.parse(name)))} takes it`,
    )
