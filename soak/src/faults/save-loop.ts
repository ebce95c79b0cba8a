import { readFileSync } from 'node:fs'
import { save } from '../../../apps/cli/src/files.ts'
import { tell } from '../fresh/tell.ts'

// What a fresh process runs until it is killed: saves each of the files in turn to one path.

const [path, ...sources] = process.argv.slice(2)
const contents = sources.map((source) => readFileSync(source))
for (let i = 0; ; i++) {
  await save('model', path, contents[i % contents.length])
  if (i === 0) tell({ kind: 'saving' })
}
