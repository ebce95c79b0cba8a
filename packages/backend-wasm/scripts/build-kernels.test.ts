import { expect, test } from 'vitest'
import { plainKernels, relaxedKernels } from '../src/generated/kernels.ts'
import { generateKernels } from './build-kernels.ts'

test('the committed kernels are those of assembly/', async () => {
  const text = await generateKernels()
  expect(text.includes(plainKernels)).toBe(true)
  expect(text.includes(relaxedKernels)).toBe(true)
})
