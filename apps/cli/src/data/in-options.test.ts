import { FormatError, readCsv } from 'bilayer'
import { expect, test } from 'vitest'
import { inOptions } from './in-options.ts'

/** What the library says of a file that it cannot read. */
async function messageOf(csv: string): Promise<string> {
  try {
    await readCsv(csv)
  } catch (error) {
    if (error instanceof FormatError) return error.message
  }
  return 'it was read'
}

test('what would read a file is told in options of the command line', async () => {
  const rows = '"1",x\n"2",y\n"3",z\n'
  expect(inOptions(await messageOf(`"my ""a""",b\n${rows}foo,x\n`))).toContain(
    `the column is one of numbers; --text 'my "a"' takes it as text.`,
  )
  expect(inOptions(await messageOf(`a,b\n${rows}"1,5",x\n`))).toContain(
    '--decimal , reads it, and --text a takes it as text.',
  )
})
