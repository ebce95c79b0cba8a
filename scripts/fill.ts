/**
 * A Markdown document with another text between the marks of a section, `<!-- name -->` and `<!-- /name -->`, each on a line of
 * its own. Throws where it has no such marks.
 */
export function fill(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->\n`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`The document has no section between ${begin.trim()} and ${end.trim()}.`)
  return `${document.slice(0, from + begin.length)}\n${text}\n\n${document.slice(to)}`
}
