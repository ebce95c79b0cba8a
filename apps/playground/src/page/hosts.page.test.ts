import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { press, startPlayground, waitForReading } from './open-page.ts'

test('a host without the headers of isolation has the backends that need none', async () => {
  await using playground = await startPlayground({ isIsolated: false })
  const page = await playground.open()
  await page.locator('[data-backend="cpu-js"] input:enabled').waitFor()
  const pool = page.locator('[data-backend="worker-pool"]')
  await expect.poll(() => pool.locator('input').isDisabled()).toBe(true)
  await expect.poll(() => pool.innerText()).toContain('Cross-Origin-Embedder-Policy')
  await press(page, 'Start')
  await waitForReading(page, 'test-score', 0.95)
})

test('the page works below any path', async () => {
  await using playground = await startPlayground({ base: '/some/where/else/' })
  const page = await playground.open('data=digits&samples=500&hidden=16&batch=32&epochs=1')
  await press(page, 'Start')
  await waitForReading(page, 'epoch', 1)
  expect(new URL(page.url()).pathname).toBe('/some/where/else/')
})

test('the page works offline, once it is loaded', async () => {
  await using playground = await startPlayground()
  const page = await playground.open()
  await page.locator('[data-backend="cpu-js"] input:enabled').waitFor()
  await page.context().setOffline(true)
  await press(page, 'Start')
  await waitForReading(page, 'test-score', 0.95)
  await expect.poll(() => page.locator('.notice').count()).toBe(0)
})

test('the command prints the address, serves the page with its headers, and ends on Ctrl-C', async () => {
  const command = spawn(
    process.execPath,
    ['--conditions=@bilayer/source', join(import.meta.dirname, '../server/main.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const [printed] = (await once(command.stdout, 'data')) as [Buffer]
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//u.exec(printed.toString()) ?? []
    const { status, headers } = await fetch(url ?? '')
    expect(status).toBe(200)
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp')
    command.kill('SIGINT')
    await once(command, 'exit')
    expect(command.exitCode).toBe(0)
  } finally {
    command.kill('SIGKILL')
  }
})
