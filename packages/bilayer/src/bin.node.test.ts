import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const bin = join(import.meta.dirname, '..', 'bin', 'bilayer.js')

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-bin-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Runs a copy of the command, as npm installs it in `project`, in another folder. */
const runIn = (script: string, cwd: string, ...args: string[]) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    // Package managers name folders of their own in NODE_PATH.
    const options = { cwd, env: { ...process.env, NODE_PATH: '' } }
    execFile(process.execPath, [script, ...args], options, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    )
  })

/** Installs a command that prints its arguments, and ends with exit code 3. */
async function installCommand(project: string): Promise<void> {
  const place = join(project, 'node_modules', '@bilayer', 'cli')
  await mkdir(join(place, 'dist'), { recursive: true })
  await writeFile(join(place, 'package.json'), '{ "type": "module", "bin": { "bilayer": "./dist/main.js" } }')
  await writeFile(
    join(place, 'dist', 'main.js'),
    'console.log(...process.argv.slice(2)); process.exitCode = 3',
  )
}

async function installUmbrella(project: string): Promise<string> {
  const place = join(project, 'node_modules', 'bilayer')
  await cp(join(bin, '..'), join(place, 'bin'), { recursive: true })
  await writeFile(join(place, 'package.json'), '{ "type": "module" }')
  return join(place, 'bin', 'bilayer.js')
}

test('bilayer says how to get the command where it is not installed', async () => {
  expect(await runIn(await installUmbrella(folder), folder, 'backends')).toEqual({
    code: 2,
    out: '',
    err: `The command bilayer is in the package @bilayer/cli, which is not installed here.
  once:     npx @bilayer/cli …
  to stay:  npm install @bilayer/cli
`,
  })
})

test('bilayer runs the command that is installed beside it, wherever the user is', async () => {
  const project = join(folder, 'project')
  await installCommand(project)
  const ran = await runIn(await installUmbrella(project), folder, 'train', 'a b.csv')
  expect(ran).toEqual({ code: 3, out: 'train a b.csv\n', err: '' })
})

test('bilayer runs the command that the project of the user has', async () => {
  const project = join(folder, 'project')
  await installCommand(project)
  const ran = await runIn(await installUmbrella(join(folder, 'global')), project, 'backends')
  expect(ran).toEqual({ code: 3, out: 'backends\n', err: '' })
})
