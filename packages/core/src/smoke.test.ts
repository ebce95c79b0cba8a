import { expect, test } from 'vitest'
import { selfTest } from './self-test.ts'
import { float64Backend } from './reference.ts'

test('the reference backend passes the self-test', async () => {
  const backend = float64Backend()
  expect(await selfTest(backend)).toBeUndefined()
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})
