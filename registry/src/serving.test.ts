import { expect, test } from 'vitest'
import { startServing } from './serving.ts'

const options = { cwd: import.meta.dirname, env: process.env, signal: new AbortController().signal }
const node = (code: string) => startServing(process.execPath, ['--eval', code], options)

/** Serves one word, and prints the address in two parts, its port in bold letters. */
const SERVER = `
const server = require('node:http').createServer((_, response) => response.end('here'))
server.listen(0, '127.0.0.1', () => {
  process.stdout.write('at http://127.0.0.1:')
  setImmediate(() => process.stdout.write('\\x1b[1m' + server.address().port + '\\x1b[22m/\\n'))
})`

test('a program that serves is there until it is closed', async () => {
  const served = await node(SERVER)
  expect(await (await fetch(served.url)).text()).toBe('here')
  await served[Symbol.asyncDispose]()
  await expect(fetch(served.url)).rejects.toThrow('fetch failed')
})

test('a program that ends without an address is told, with what it printed', async () => {
  await expect(node("console.log('no port is free')")).rejects.toThrow('no port is free')
  await expect(node('process.exitCode = 3')).rejects.toThrow('ended with code 3')
})
