import { selectBackend } from 'bilayer'
import { expect, test } from 'vitest'

test('a page keeps what was measured in its local storage', async () => {
  localStorage.clear()
  const workload = { layers: [8, 4, 2], batch: 4 }
  const first = await selectBackend({ workload, budget: 40 })
  await first.backend.dispose()
  expect(localStorage).toHaveLength(1)
  const again = await selectBackend({ workload, budget: 40 })
  await again.backend.dispose()
  const chosen = again.trials.find(({ outcome }) => outcome === 'chosen')
  expect(chosen?.reason).toMatch(/^the fastest when they were measured, on \d{4}-\d\d-\d\d$/u)
  expect(again.backend.name).toBe(first.backend.name)
})
