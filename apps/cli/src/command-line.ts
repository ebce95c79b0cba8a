/** A text as one word of a shell's line, to be copied from a message: in quotes where that is needed. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The command that was typed, with `more` words behind it. */
export const typedCommand = (...more: readonly string[]): string =>
  ['bilayer', ...process.argv.slice(2), ...more].map(shellWord).join(' ')
