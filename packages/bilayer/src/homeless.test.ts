import { expect, test, vi } from 'vitest'
import { selectBackend } from './index.ts'

vi.mock('env-paths', () => {
  throw new Error('uv_os_homedir returned ENOENT')
})

test('a process whose user has no home directory chooses a backend, and remembers nothing', async () => {
  const { backend, trials } = await selectBackend({ workload: { layers: [4, 2], batch: 2 }, budget: 20 })
  await backend.dispose()
  expect(trials.find(({ outcome }) => outcome === 'chosen')?.reason).toMatch(
    /^the fastest of those that work/u,
  )
})
