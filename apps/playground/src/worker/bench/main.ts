import { serve } from '../channel.ts'
import { createBench } from './bench.ts'
import type { BenchProtocol } from './protocol.ts'

const send = serve<BenchProtocol>(
  self,
  createBench((event) => send(event)),
)
