import { checkWritable, save } from '../files.ts'

/** Saves a line to each of the paths, as a command does: first it tries, then it writes. */
for (const path of process.argv.slice(2)) {
  await checkWritable(path)
  await save('model', path, 'saved\n')
}
