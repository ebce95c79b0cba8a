import { type Port, serve } from '../channel.ts'
import { createBench } from './bench.ts'
import type { BenchProtocol } from './protocol.ts'

/** What the thread of a worker is to itself, which TypeScript knows of only without a document. */
const thread = globalThis as unknown as Port

const send = serve<BenchProtocol>(
  thread,
  createBench((event) => send(event)),
)
