import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const names = ['wasm', 'worker-pool', 'blas', 'webgpu', 'gpu-js', 'cpu-js']

test.each([
  ['wsam', ' (Did you mean wasm?)'],
  ['workerpool', ' (Did you mean worker-pool?)'],
  ['cpujs', ' (Did you mean cpu-js?)'],
  ['bals', ' (Did you mean blas?)'],
  ['web-gpu', ' (Did you mean webgpu?)'],
  ['abacus', ''],
  ['./mine.js', ''],
  ['x', ''],
  ['', ''],
])('%j is near to what is meant, or to nothing', (given, words) => {
  expect(didYouMean(given, names)).toBe(words)
})
