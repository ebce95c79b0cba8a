import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { caseName } from './case.ts'
import { conformanceCases } from './cases.ts'
import { communicatorCases } from './communicator/cases.ts'
import { deviceCases } from './device-cases.ts'
import { suiteVersion } from './suite-version.ts'

const read = (path: string): Promise<string> => readFile(new URL(`../${path}`, import.meta.url), 'utf8')

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** A version of the suite, as its note tells. */
interface Version {
  readonly version: string
  readonly why: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** The versions of the notes, the newest first. */
function versionsIn(notes: string): Version[] {
  const [, ...sections] = notes.split(/^### /mu)
  return sections.map((section) => {
    const [version, ...lines] = linesOf(section)
    const cases = (word: string) =>
      lines.flatMap(
        (line) => new RegExp(`^- ${word}: \`(?<name>.+)\`$`, 'u').exec(line)?.groups?.['name'] ?? [],
      )
    const why = lines.filter((line) => !line.startsWith('- ')).join(' ')
    return { version, why, added: cases('added'), removed: cases('removed') }
  })
}

/** The cases of the newest version: those of the first, and all that came and went since. */
function replay(first: readonly string[], versions: readonly Version[]): string[] {
  const names = new Set(first)
  for (const { version, added, removed } of versions.slice(0, -1).toReversed()) {
    for (const name of removed) {
      if (!names.delete(name)) throw new Error(`${version} removes what was not there: ${name}`)
    }
    for (const name of added) names.add(name)
  }
  return [...names].toSorted()
}

const versions = versionsIn(await read('CASES.md'))
const first = linesOf(await read('cases/1.0.0.txt'))

test('the newest version of the notes is that of the suite, and each tells why', () => {
  expect(versions[0].version).toBe(suiteVersion)
  expect(versions.at(-1)?.version).toBe('1.0.0')
  expect(versions.filter(({ why }) => why === '')).toEqual([])
})

test('every case that came or went is in the notes', () => {
  const cases = [...conformanceCases, ...deviceCases, ...communicatorCases]
  expect(replay(first, versions)).toEqual(cases.map(caseName).toSorted())
})

test('notes are read as they are meant', () => {
  const notes =
    '# Notes\n\n### 1.1.0\n\nMore.\n\n- added: `a › c`\n- removed: `a › b`\n\n### 1.0.0\n\nFirst.\n'
  const found = versionsIn(notes)
  expect(found).toEqual([
    { version: '1.1.0', why: 'More.', added: ['a › c'], removed: ['a › b'] },
    { version: '1.0.0', why: 'First.', added: [], removed: [] },
  ])
  expect(replay(['a › b', 'z › y'], found)).toEqual(['a › c', 'z › y'])
  expect(() => replay(['z › y'], found)).toThrow('1.1.0 removes what was not there: a › b')
})
