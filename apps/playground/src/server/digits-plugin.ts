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
        digitFiles().then((files) => {
          const file = files.get(name)
          if (file) response.end(file)
          else next()
        }, next)
      })
    },
    async generateBundle() {
      for (const [name, source] of await digitFiles()) {
        this.emitFile({ type: 'asset', fileName: `digits/${name}`, source })
      }
    },
  }
}
