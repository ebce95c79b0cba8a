import { replaceFile } from '../files/replace-file.ts'

/** Saves a file of one letter, then of another, until it is killed. */
const [path, size] = process.argv.slice(2)
for (let turn = 0; ; turn++) {
  await replaceFile(path, Buffer.alloc(Number(size), turn % 2 === 0 ? 'a' : 'b'))
  if (turn === 0) process.stdout.write('saved\n')
}
