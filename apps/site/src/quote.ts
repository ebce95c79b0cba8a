import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './repository.ts'

/** The code that a block names: a line for each file, with its path and the names of its declarations. */
export const quoted = (block: string): string =>
  block
    .trim()
    .split('\n')
    .map((line) => {
      const [path, ...names] = line.split(/[ ,]+/u)
      return names.map((name) => declarationOf(path, name)).join('\n\n')
    })
    .join('\n\n')
    .concat('\n')

/** A declaration as it stands in a file of the repository, with its comments but for those to a linter. Throws where the file has none of this name. */
export function declarationOf(path: string, name: string): string {
  const text = readFileSync(join(root, path), 'utf8')
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const statement = file.statements.find((each) => namesOf(each).includes(name))
  if (!statement) throw new Error(`${path} declares no ${name}.`)
  const [comment] = ts.getJSDocCommentsAndTags(statement)
  return text.slice(comment?.pos ?? statement.getStart(), statement.end).replaceAll(FOR_TOOLS, '')
}

/** Lines that are for a linter, not for a reader. */
const FOR_TOOLS = /^ *\/\/ oxlint-disable.*\n/gmu

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}
