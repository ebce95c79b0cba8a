import type { ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { digitFiles } from './digit-files.ts'

/** Serves the handwritten digits beside the page, and puts them into its build. */
export function digits(): Plugin {
  return {
    name: 'playground-digits',
    applyToEnvironment: ({ name }) => name === 'client',
    configureServer: ({ middlewares }) => {
      middlewares.use('/digits/', (request, response, next) => {
        const name = (request.url ?? '').slice(1)
        void answer(response, name, next)
      })
    },
    async generateBundle() {
      for (const [name, source] of await digitFiles()) {
        this.emitFile({ type: 'asset', fileName: `digits/${name}`, source })
      }
    },
  }
}

/** Answers with a file of digits; whatever else is asked for is somebody else's. */
async function answer(
  response: ServerResponse,
  name: string,
  next: (error?: unknown) => void,
): Promise<void> {
  try {
    const file = (await digitFiles()).get(name)
    if (file) response.end(file)
    else next()
  } catch (error) {
    next(error)
  }
}
