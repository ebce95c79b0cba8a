import { setImmediate } from 'node:timers/promises'
import { type BackendProvider, BilayerError } from '@bilayer/core'
import { type Bench, openBench } from '../bench.ts'
import { caseName, type ConformanceCase, ConformanceError, expect } from '../case.ts'
import { reasonOf, thrown } from '../reason.ts'
import { endWithParent } from './end-with-parent.ts'
import type { Answer, Argument, Call, Outcome, Reply, Request } from './messages.ts'
import { loadCases, loadProvider } from './modules.ts'

// What a child process runs: it does what its parent asks, in the company of a backend that may do anything.

const send = process.send?.bind(process)
if (!send) throw new Error('This program is a part of runIsolated, which starts it.')

// Ctrl-C goes to the child too, but the parent decides when it ends.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => {})
process.on('disconnect', () => process.exit())
endWithParent()

let isAftermath = false
const uncaught = whatNothingCatches()

let provider: BackendProvider | undefined
let cases: ReadonlyMap<string, ConformanceCase> = new Map()
let bench: Bench | undefined

const answers: { readonly [C in Call]: (argument: Argument<C>) => Promise<Answer<C>> } = {
  load: async (modules) => {
    provider = await loadProvider(modules)
    cases = new Map((await loadCases(modules)).map((each) => [caseName(each), each]))
  },
  open: async (options) => {
    expect(provider !== undefined, 'nothing is loaded')
    bench = await openBench(provider, options)
    return bench.subject
  },
  run: async (name) => {
    const conformanceCase = cases.get(name)
    expect(bench !== undefined && conformanceCase !== undefined, `there is no case ${name}`)
    const result = await bench.run(conformanceCase)
    isAftermath = result.status === 'failed'
    await setImmediate()
    isAftermath = false
    return result
  },
  close: async () => bench?.close(),
  end: async () => process.exit(),
}

process.on('message', (request: Request) => void reply(request))
send({ id: 0, outcome: { kind: 'answer' } } satisfies Reply)

/** Rejects with an error that nothing caught: it belongs to what is under way, unless a failure brings it with it. */
function whatNothingCatches(): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    const raise = (what: string) => (error: unknown) => {
      if (!isAftermath) reject(new ConformanceError(`${what}: ${thrown(error)}`))
    }
    process.on('uncaughtException', raise('an error that nothing caught'))
    process.on('unhandledRejection', raise('a rejection that nothing handled'))
  })
  // It waits for what is asked next.
  rejection.catch(() => {})
  return rejection
}

async function reply({ id, ...request }: Request): Promise<void> {
  const outcome = await outcomeOf(request)
  send?.({ id, outcome } satisfies Reply)
}

async function outcomeOf({ call, argument }: Pick<Request, 'call' | 'argument'>): Promise<Outcome> {
  try {
    // The types of a call and of its argument go together.
    return { kind: 'answer', answer: await Promise.race([answers[call](argument as never), uncaught]) }
  } catch (error) {
    const code = error instanceof BilayerError && { code: error.code }
    return { kind: 'error', message: reasonOf(error), ...code }
  }
}
