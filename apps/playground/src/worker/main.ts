import { serve } from './channel.ts'
import type { TrainerProtocol } from './protocol.ts'
import { createTrainer } from './trainer.ts'

// The page names the worker by the address of the digits, which only the page knows: it has the base of all relative ones.
const functions = createTrainer(self.name, (event) => send(event))
const send = serve<TrainerProtocol>(self, functions)
