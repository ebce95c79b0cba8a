import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UsageError } from './exit-codes.ts'
import { checkWritable, save } from './files.ts'
import { ordinaryUser, runShell } from './testing/shell.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-files-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const at = (...names: string[]) => join(folder, ...names)
const textAt = (...names: string[]) => readFile(at(...names), 'utf8')

test.each([
  ['one word', 'model'],
  ['spaces', 'a name with spaces'],
  ['two lines', 'zwei\nZeilen'],
  ['letters of many languages', 'ü日本'],
  ['the longest name', 'n'.repeat(255)],
])('a file with %s is written, and nothing else is left', async (_, name) => {
  await checkWritable(at(name))
  expect(await readdir(folder)).toEqual([])
  await save('model', at(name), 'first')
  await save('model', at(name), Uint8Array.of(115, 50))
  expect(await readdir(folder)).toEqual([name])
  expect(await textAt(name)).toBe('s2')
})

test.each([
  ['no name', '', 'Cannot write: the name of the file is empty.'],
  ['a folder', 'folder', 'folder: it names a folder. Name a file.'],
  ['a folder that is not there', 'new/', 'new/: it names a folder. Name a file.'],
  ['a file in no folder', 'no/model', /there is no folder .*no\.$/u],
  ['a file in a file', 'file/model', /not a directory/u],
  ['links in a circle', 'circle', /its links lead in a circle\.$/u],
  ['a link into no folder', 'astray', /there is no folder .*nowhere\.$/u],
  ['a name that is too long', 'n'.repeat(256), 'name too long. Name another file.'],
  ['a folder of the system', '/proc/model', 'its folder takes no new file: no such file or directory.'],
])('%s is refused before the work', async (_, name, message) => {
  await mkdir(at('folder'))
  await writeFile(at('file'), '')
  await symlink('circle', at('circle'))
  await symlink('nowhere/model', at('astray'))
  const path = name === '' || name.startsWith('/') ? name : `${folder}/${name}`
  await expect(checkWritable(path)).rejects.toThrow(message)
  await expect(checkWritable(path)).rejects.toBeInstanceOf(UsageError)
})

test('what this user may not write is refused before the work, in words', async () => {
  await mkdir(at('locked'))
  await writeFile(at('locked', 'file'), '')
  await chmod(at('locked'), 0o555)
  await writeFile(at('kept'), '')
  await chmod(at('kept'), 0o444)
  const { out } = await runShell(
    `for path in locked/model locked/file kept; do ${ordinaryUser} bilayer demo digits --output $path 2>&1; echo $?; done`,
    folder,
  )
  await chmod(at('locked'), 0o755)
  expect(out.split('\n')).toEqual([
    'Cannot write locked/model: its folder takes no new file: permission denied. Name another file.',
    '2',
    'Cannot write locked/file: its folder takes no new file: permission denied. Name another file.',
    '2',
    'Cannot write kept: permission denied. Name another file.',
    '2',
    '',
  ])
})

test('a symbolic link is followed, whether its target is there or not', async () => {
  await mkdir(at('models'))
  await mkdir(at('links'))
  await symlink('../models/first', at('links', 'link'))
  await symlink('links', at('here'))
  for (const text of ['first', 'second']) {
    await checkWritable(at('here', 'link'))
    await save('model', at('here', 'link'), text)
    expect((await lstat(at('links', 'link'))).isSymbolicLink()).toBe(true)
    expect(await textAt('models', 'first')).toBe(text)
  }
})

test('the permissions and the owner of a file stay', async () => {
  await writeFile(at('model'), 'first')
  await chmod(at('model'), 0o640)
  // Only root may give files away.
  if (process.getuid?.() === 0) await chown(at('model'), 1234, 5678)
  const { uid, gid } = await stat(at('model'))
  await save('model', at('model'), 'second')
  const after = await stat(at('model'))
  expect({ mode: after.mode & 0o777, uid: after.uid, gid: after.gid }).toEqual({ mode: 0o640, uid, gid })
})

test('devices and pipes are written to', async () => {
  const program = `"$NODE" --conditions=@bilayer/source ${join(import.meta.dirname, 'testing', 'save.ts')}`
  // What Node.js gives a child is a socket, which has no path; cat makes it a pipe.
  const { out, err } = await runShell(
    `(mkfifo pipe; timeout 20 cat pipe & ${program} /dev/null /dev/stdout pipe; wait) | cat
    echo before > file; ${program} /dev/stdout >> file; cat file
    ls -l /dev/null pipe | cut -c 1`,
    folder,
  )
  expect({ out: out.split('\n'), err }).toEqual({
    out: ['saved', 'saved', 'before', 'saved', 'c', 'p', ''],
    err: '',
  })
})

const demo = 'bilayer demo digits --samples 300 --epochs 1'

/** Runs a script in a folder with room for 300 KB: a disk of its own, where this user may mount one. */
const runOnSmallDisk = (script: string) =>
  runShell(
    `mkdir disk
    if unshare -rm true; then unshare -rm sh -c 'mount -t tmpfs -o size=300k tmpfs disk && cd disk && ${script}'
    else cd disk && ${underLimit(script)}; fi`,
    folder,
  )

/** Blocks of 512 bytes, or of 1,024 where the shell is bash. */
const underLimit = (script: string) => `(ulimit -f 300; ${script})`

test.each([
  ['a full disk', runOnSmallDisk],
  ['a limit on the size of files', (script: string) => runShell(underLimit(script), folder)],
])('%s leaves the old model whole, and the new one is kept elsewhere or said to be lost', async (_, run) => {
  const { out, err } = await run(
    `echo old > model; ${demo} --output model >/dev/null; echo code $?; cat model; ls -A | grep -v ^bilayer-`,
  )
  expect(out).toBe('code 74\nold\nmodel\n')
  const [, kept] =
    /^Cannot write model: (?:no space left on device|file too large)\. The model is (lost|in .+ instead)\.\n$/u.exec(
      err,
    ) ?? []
  expect(kept).toBeDefined()
})
