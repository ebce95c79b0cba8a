import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Link, type LinkListener } from './link.ts'

const listener = {
  line: vi.fn<LinkListener['line']>(),
  ended: vi.fn<LinkListener['ended']>(),
  silent: vi.fn<LinkListener['silent']>(),
}
const links: Link[] = []
const server = createServer((socket) => {
  links.push(new Link(socket, listener))
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

test.each([
  ['no JSON', 'GET / HTTP/1.1\n'],
  ['null', 'null\n'],
  ['no JSON, and a line behind it', 'GET / HTTP/1.1\n{"kind":"beat"}\n'],
  ['a line behind one that is too long', `${'x'.repeat(2 ** 16)}\n{"kind":"beat"}\n`],
  ['a line without end', 'x'.repeat(2 ** 17)],
])('a stranger who writes %s is hung up on, and nothing is heard of him', async (_, text) => {
  listener.ended.mockClear()
  const { port } = server.address() as AddressInfo
  const stranger = connect(port, '127.0.0.1')
  // He may be hung up on while he writes.
  stranger.on('error', () => {})
  stranger.write(text)
  await once(stranger, 'close')
  await expect.poll(() => listener.ended.mock.calls.length).toBe(1)
  expect(listener.line).not.toHaveBeenCalled()
})
