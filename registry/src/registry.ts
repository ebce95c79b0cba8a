import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { run } from '../../scripts/run.ts'
import { pinned } from './pinned.ts'
import { collectPrinted } from './printed.ts'

/** A registry that runs. */
export interface Registry extends AsyncDisposable {
  readonly url: string
}

/** Verdaccio's name of the group that everybody is in. */
const EVERYBODY = '$all'

/**
 * Starts verdaccio on the loopback interface. It has packages of these names only where they are published to it, and fetches
 * all others from the registry that npm is configured to use.
 */
export async function startRegistry(
  folder: string,
  own: readonly string[],
  signal: AbortSignal,
): Promise<Registry> {
  await mkdir(folder)
  const config = join(folder, 'config.yaml')
  await writeFile(config, stringify(await configuration(folder, own)))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const server = fork(pinned.verdaccio, ['--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    silent: true,
  })
  const printed = collectPrinted(server)
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve())
  })
  const died = ended.then(() => {
    throw new Error(`verdaccio did not start, and printed:\n${printed()}`)
  })
  const close = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
  }
  try {
    // It tells its parent when it listens.
    await Promise.race([once(server, 'message', { signal }), died])
  } catch (error) {
    await close()
    throw error
  }
  return { url, [Symbol.asyncDispose]: close }
}

async function configuration(folder: string, own: readonly string[]) {
  const { stdout } = await run('npm', ['config', 'get', 'registry'])
  const access: Record<string, object> = {}
  for (const name of own) access[name] = { access: EVERYBODY, publish: EVERYBODY }
  access['**'] = { access: EVERYBODY, proxy: 'configured' }
  return {
    storage: join(folder, 'storage'),
    uplinks: { configured: { url: stdout.trim(), maxage: '1d', timeout: '60s', max_fails: 10 } },
    packages: access,
    max_body_size: '100mb',
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  }
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
