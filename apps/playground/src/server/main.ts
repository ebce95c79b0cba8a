import { serve } from './serve.ts'

const { url, [Symbol.asyncDispose]: close } = await serve()
process.stdout.write(`The playground is at ${url}\nCtrl-C ends it.\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stdout.write('\n')
    void close()
  })
}
