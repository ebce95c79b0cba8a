import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { createHeap } from '@bilayer/backend-wasm/kernels'
import { ArgumentError, BackendFailedError, BackendUnavailableError } from '@bilayer/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { workerPool } from './index.ts'
import { startPool } from './pool.ts'
import { splitEverything } from './split-everything.ts'
import { createWorkerPool } from './worker-pool.ts'

/** What a process of its own prints under these options of Node.js. Throws where it has not ended by itself within 20 s. */
function run(
  options: readonly string[],
  { input, environment }: { readonly input?: string; readonly environment?: NodeJS.ProcessEnv } = {},
): { readonly stdout: string; readonly stderr: string } {
  const { error, ...printed } = spawnSync(process.execPath, ['--conditions=@bilayer/source', ...options], {
    timeout: 20_000,
    cwd: import.meta.dirname,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
    env: { ...process.env, ...environment },
  })
  if (error) throw error
  return printed
}

/** What a program prints. */
function output(program: string): string {
  const source = `import { workerPool } from '@bilayer/backend-worker-pool'\n${program}`
  const { stdout, stderr } = run(['--input-type=module', '--eval', source])
  return stdout + stderr
}

describe('a process', () => {
  test('ends without dispose', () => {
    const program = `const backend = await workerPool({ threads: 2 })
      const A = backend.zeros(300, 300)
      await backend.matmul(A, A).read()
      backend.matmul(A, A)
      console.log('computed')`
    expect(output(program)).toBe('computed\n')
  })

  test('lives until what it awaits is computed', () => {
    const program = `const backend = await workerPool({ threads: 2 })
      const A = backend.matrix(500, 500, new Float32Array(250000).fill(1))
      let product = A
      for (let i = 0; i < 20; i++) product = backend.scale(1 / 500, backend.matmul(A, product))
      console.log((await product.read())[7].toFixed(3))`
    expect(output(program)).toBe('1.000\n')
  })

  test('ends when the pool is disposed with work queued', () => {
    const program = `const backend = await workerPool({ threads: 2 })
      const A = backend.zeros(500, 500)
      for (let i = 0; i < 1000; i++) backend.matmul(A, A)
      await backend.dispose()
      console.log('ended')`
    expect(output(program)).toBe('ended\n')
  })
})

describe('the options of Node.js', () => {
  const module = `import { workerPool } from '@bilayer/backend-worker-pool'
    await using backend = await workerPool({ threads: 2 })
    const A = backend.matrix(300, 300, new Float32Array(90000).fill(1))
    console.log((await backend.matmul(A, A).read())[7])`
  const script = `import('@bilayer/backend-worker-pool').then(async ({ workerPool }) => {
    const backend = await workerPool({ threads: 2 })
    console.log((await backend.zeros(2, 2).read()).length)
    await backend.dispose()
  })`
  const ofModules = ['--input-type=module', '--eval', module]

  test.each([
    [
      '--max-old-space-size=4096',
      '--max-semi-space-size=32',
      '--expose-gc',
      '--stack-size=900',
      '--stack-trace-limit=3',
      '--no-opt',
      '--disallow-code-generation-from-strings',
    ],
    ['--title=bilayer', '--frozen-intrinsics', '--enable-source-maps', '--unhandled-rejections=strict'],
    ['--inspect=0', '--import=data:text/javascript,globalThis.imported=1'],
  ])('%s … let a pool start', (...options) => {
    expect(run([...options, ...ofModules]).stdout).toBe('300\n')
  })

  test('let a pool start where they come by NODE_OPTIONS', () => {
    const environment = {
      NODE_OPTIONS: '--max-old-space-size=4096 --input-type=module --stack-trace-limit=3',
    }
    expect(run(['--eval', module], { environment }).stdout).toBe('300\n')
  })

  test.each([
    { name: '--eval of a script', options: ['--eval', script] },
    { name: '--print', options: ['--print', `${script}, 4`] },
    { name: 'a module on the standard input', options: ['--input-type=module', '-'], input: module },
  ])('$name lets a pool start', ({ options, input = '' }) => {
    expect(run(options, { input }).stdout).toMatch(/^(4\n|300\n)+$/u)
  })

  test('--permission without --allow-worker is told by the probe', () => {
    const probe = `import { workerPoolProvider } from '@bilayer/backend-worker-pool'
      console.log((await workerPoolProvider.probe()).reason)`
    const permission = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval']
    expect(run([...permission, probe]).stdout).toBe(
      'Node.js was started with --permission, and so may start no worker threads; the option --allow-worker allows them.\n',
    )
    expect(run(['--allow-worker', ...permission, module]).stdout).toBe('300\n')
  })
})

// The engine compiles and collects on threads of its own for some seconds, which counts too: a pool that spins never gets so low.
test('an idle pool takes next to no time of the processor', async () => {
  await using backend = await workerPool({ threads: 2 })
  const A = backend.zeros(300, 300)
  await backend.matmul(A, A).read()
  const secondsTaken = async () => {
    const before = process.cpuUsage()
    await setTimeout(1000)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  await expect.poll(secondsTaken).toBeLessThan(0.03)
})

describe('threads', () => {
  const nodeThreads = process.getBuiltinModule('node:worker_threads')
  const { Worker } = nodeThreads
  let started: InstanceType<typeof Worker>[] = []

  beforeEach(() => {
    started = []
    nodeThreads.Worker = class extends Worker {
      constructor(...options: ConstructorParameters<typeof Worker>) {
        super(...options)
        started.push(this)
      }
    }
  })

  afterEach(() => {
    nodeThreads.Worker = Worker
  })

  /** A thread that has ended has no number any more. */
  const alive = () => started.filter(({ threadId }) => threadId !== -1).length

  test('end with their pool', async () => {
    for (let i = 0; i < 5; i++) {
      const backend = await workerPool({ threads: 3 })
      expect(alive()).toBe(3)
      await backend.dispose()
      expect(alive()).toBe(0)
    }
    expect(started).toHaveLength(15)
  })

  test('that are killed fail the backend with the operation that was running, and take the others with them', async () => {
    await using backend = await createWorkerPool({ threads: 2, kernels: 'wasm' }, splitEverything)
    const A = backend.zeros(700, 700)
    await backend.sync()
    for (let i = 0; i < 100; i++) backend.matmul(A, A)
    const failing = backend.sync().catch((error: unknown) => error)
    await started[0].terminate()
    const failure = await failing
    expect(failure).toBeInstanceOf(BackendFailedError)
    expect(String(failure)).toContain(
      'matmul: the backend worker-pool failed: a worker thread ended, with exit code 1.',
    )
    expect(() => backend.relu(A)).toThrow(BackendFailedError)
    await expect.poll(alive).toBe(0)
  })
})

test('threads that never say that they have started are ended, and the pool rejects', async () => {
  const threads = process.getBuiltinModule('node:worker_threads')
  const { Worker } = threads
  const exits: Promise<unknown>[] = []
  threads.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      exits.push(once(this, 'exit'))
    }
    override emit(event: string, ...values: unknown[]): boolean {
      return event !== 'message' && super.emit(event, ...values)
    }
  }
  try {
    const heap = createHeap({ shared: true })
    const starting = startPool({ threads: 2, heap, module: undefined, longestStart: 100 })
    await expect(starting).rejects.toThrow('its threads have not all started in 0.1 s.')
    await Promise.all(exits)
    expect(exits).toHaveLength(2)
  } finally {
    threads.Worker = Worker
  }
})

test('a thread that dies when it is ready, while another is starting, fails the start', async () => {
  const threads = process.getBuiltinModule('node:worker_threads')
  const { Worker } = threads
  let ready = 0
  threads.Worker = class extends Worker {
    override emit(event: string, ...values: unknown[]): boolean {
      if (event !== 'message') return super.emit(event, ...values)
      ready++
      if (ready > 1) return false
      const isHeard = super.emit(event, ...values)
      void this.terminate()
      return isHeard
    }
  }
  try {
    await expect(workerPool({ threads: 2 })).rejects.toThrow('a worker thread ended, with exit code 1.')
  } finally {
    threads.Worker = Worker
  }
})

test('a thread that does not end keeps nobody waiting', async () => {
  const threads = process.getBuiltinModule('node:worker_threads')
  const { Worker } = threads
  const ends: (() => Promise<number>)[] = []
  threads.Worker = class extends Worker {
    override terminate(): Promise<number> {
      ends.push(() => super.terminate())
      return new Promise(() => {})
    }
  }
  try {
    const backend = await workerPool({ threads: 2 })
    const start = performance.now()
    await backend.dispose()
    expect(performance.now() - start).toBeLessThan(5000)
  } finally {
    threads.Worker = Worker
    await Promise.all(ends.map((end) => end()))
  }
})

describe('the script of the threads', () => {
  test('may be elsewhere', async () => {
    const script = `data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(import.meta.resolve('./worker.js'))}`)}`
    await using backend = await workerPool({ threads: 1, script })
    expect(await backend.relu(backend.matrix(1, 2, [-1, 2])).read()).toEqual(Float32Array.of(0, 2))
  })

  test.each([
    [
      'worker.js',
      'script is "worker.js"; in Node.js it must be a whole URL, such as "file:///app/worker.js".',
    ],
    ['file:///nowhere/worker.js', '/nowhere/worker.js'],
  ])('is told where %s is none', async (script, told) => {
    const refused = workerPool({ threads: 1, script })
    await expect(refused).rejects.toThrow(BackendUnavailableError)
    await expect(refused).rejects.toThrow(told)
  })

  test('is a URL', async () => {
    await expect(workerPool({ script: 7 as never })).rejects.toThrow(
      new ArgumentError('script is 7; it must be a string, such as "/assets/worker.js".'),
    )
  })
})
