import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../../../scripts/run.ts'
import { digitFiles } from '../server/digit-files.ts'
import { defaults, type Settings } from '../state/settings.ts'
import type { RunFacts } from '../worker/protocol.ts'
import { createTrainer } from '../worker/trainer.ts'
import { programOf } from './program.ts'

/** An empty project with `bilayer` in it. */
let project: string
const files = digitFiles()

/** The digits, as they lie beside the page. */
const host = createServer((request, response) => {
  const answer = async (): Promise<void> => {
    response.end((await files).get((request.url ?? '').slice('/digits/'.length)))
  }
  void answer()
})
let digits: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'bilayer-program-'))
  await mkdir(join(project, 'node_modules'))
  await symlink(
    join(import.meta.dirname, '../../../../packages/bilayer'),
    join(project, 'node_modules/bilayer'),
  )
  host.listen(0, '127.0.0.1')
  await once(host, 'listening')
  digits = `http://127.0.0.1:${(host.address() as AddressInfo).port}/digits/`
})

afterAll(async () => {
  host.close()
  await rm(project, { recursive: true })
})

const table = ['width,height,colour,kind']
for (let i = 0; i < 60; i++) {
  const kind = i % 3
  table.push(
    `${kind + Math.sin(i)},${i % 7 === 0 ? '' : kind - Math.cos(i)},${i % 2 === 0 ? 'red' : 'blue'},k${kind}`,
  )
}
const csv = new TextEncoder().encode(table.join('\n'))

const states: readonly { readonly what: string; readonly settings: Partial<Settings> }[] = [
  { what: 'the first state of the page', settings: { epochs: 20 } },
  {
    what: 'spirals, momentum and a warm-up, in JavaScript',
    settings: {
      data: 'spirals',
      hidden: [16, 16],
      optimiser: 'momentum',
      schedule: 'warmUp',
      backend: 'cpu-js',
    },
  },
  {
    what: 'xor, decayed weights, a squared error',
    settings: {
      data: 'xor',
      activation: 'leakyRelu',
      loss: 'meanSquaredError',
      decay: 0.01,
      optimiser: 'adamW',
    },
  },
  {
    what: 'gaussians without hidden layers, stairs',
    settings: { data: 'gaussians', hidden: [], optimiser: 'sgd', schedule: 'stepDecay', rate: 0.1 },
  },
  {
    what: 'a curve on threads, with Huber’s loss and a plateau',
    settings: {
      data: 'sine',
      loss: 'huber',
      schedule: 'plateau',
      optimiser: 'rmsProp',
      backend: 'worker-pool',
    },
  },
  {
    what: 'digits',
    settings: {
      data: 'digits',
      samples: 500,
      hidden: [32],
      activation: 'relu',
      batch: 64,
      epochs: 3,
      schedule: 'cosine',
    },
  },
  {
    what: 'a file, with its last column for classes',
    settings: { data: 'csv', file: 'it’s "mine".csv', hidden: [5], activation: 'sigmoid' },
  },
  {
    what: 'a file, with a number to learn',
    settings: { data: 'csv', file: 'it’s "mine".csv', target: 'width', hidden: [5] },
  },
]

test.each(states)('$what: the program ends with the loss of the page', async ({ settings }) => {
  const whole: Settings = { ...defaults, epochs: 12, ...settings }
  const { facts, loss } = await trainAsPage(whole)
  await writeFile(join(project, 'train.mjs'), programOf({ settings: whole, ...facts }))
  for (const [name, bytes] of await files) await writeFile(join(project, name), bytes)
  if (whole.file !== '') await writeFile(join(project, whole.file), csv)
  const { stdout } = await run(process.execPath, ['--conditions=@bilayer/source', 'train.mjs'], {
    cwd: project,
  })
  expect(stdout).toMatch(new RegExp(`^epoch ${whole.epochs}: loss `, 'mu'))
  expect(stdout.trimEnd().split('\n').pop()).toBe(`the loss is ${loss}`)
})

/** The last loss of the page's own training. */
async function trainAsPage(settings: Settings): Promise<{ facts: RunFacts; loss: number }> {
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>()
  const trainer = createTrainer(digits, (event) => {
    if (event.kind === 'phase' && event.phase === 'finished') resolve()
    if (event.kind === 'failed') reject(new Error(event.failure.message))
  })
  if (settings.file !== '') await trainer.takeFile(settings.file, csv)
  const facts = await trainer.begin(settings)
  await trainer.start()
  await finished
  const { curve } = await trainer.frame({ surface: false, neurons: false, histograms: false, misread: false })
  return { facts, loss: curve.train[curve.train.length - 1] }
}
