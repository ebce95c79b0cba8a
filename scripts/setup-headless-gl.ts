/* Builds headless-gl, which gives gpu.js a graphics device in Node.js. It takes some minutes, so an installation leaves it out. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const fromBackend = createRequire(join(import.meta.dirname, '../packages/backend-gpu-js/package.json'))
const fromGpuJs = createRequire(fromBackend.resolve('gpu.js'))
const folder = dirname(fromGpuJs.resolve('gl/package.json'))

if (load().status === 0) {
  process.stdout.write('headless-gl is built.\n')
} else {
  build()
}

/** In a process of its own, since a module that failed to load is remembered. */
function load() {
  return spawnSync(process.execPath, ['--eval', `require(${JSON.stringify(folder)})`], { encoding: 'utf8' })
}

function build(): void {
  process.stdout.write('Building headless-gl; this takes some minutes.\n')
  const tools = mkdtempSync(join(tmpdir(), 'headless-gl-'))
  try {
    linkPython(tools)
    const { status, stdout, stderr } = runNodeGyp(`${tools}${delimiter}${process.env['PATH'] ?? ''}`)
    if (status === 0 && load().status === 0) {
      process.stdout.write('headless-gl is built.\n')
      return
    }
    process.stderr.write(`${stdout.slice(-4000)}\n${stderr.slice(-4000)}\n`)
    process.stderr.write(
      status === 0
        ? `headless-gl was built, and does not load: ${load().stderr}`
        : 'headless-gl was not built. On Debian it needs: apt-get install build-essential python3 libxi-dev libgl1-mesa-dev libxext-dev xvfb\n',
    )
    process.exitCode = 1
  } finally {
    rmSync(tools, { recursive: true })
  }
}

/** Its build calls `python`, a name that many systems have no longer. */
function linkPython(tools: string): void {
  const { stdout } = spawnSync('sh', ['-c', 'command -v python3'], { encoding: 'utf8' })
  if (stdout !== '') symlinkSync(stdout.trim(), join(tools, 'python'))
}

function runNodeGyp(path: string) {
  const nodeGyp = createRequire(join(folder, 'package.json')).resolve('node-gyp/bin/node-gyp.js')
  // The headers come with the package of Node.js: nothing is fetched.
  const headers = join(dirname(process.execPath), '..')
  return spawnSync(process.execPath, [nodeGyp, 'rebuild', '--jobs', 'max'], {
    cwd: folder,
    encoding: 'utf8',
    // node-gyp takes a user's `nodedir` from the environment before one of the command line.
    env: { ...process.env, PATH: path, npm_config_nodedir: headers },
    maxBuffer: 2 ** 28,
  })
}
