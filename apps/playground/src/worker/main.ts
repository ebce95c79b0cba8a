import { type Port, serve } from './channel.ts'
import type { TrainerProtocol } from './protocol.ts'
import { createTrainer } from './trainer.ts'

/** What the thread of a worker is to itself, which TypeScript knows of only without a document. */
const thread = globalThis as unknown as Port & { readonly name: string }

// The page names the worker by the address of the digits, which only the page knows: it has the base of all relative ones.
const functions = createTrainer(thread.name, (event) => send(event))
const send = serve<TrainerProtocol>(thread, functions)
