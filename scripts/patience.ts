/**
 * How long tests wait for what must come, in milliseconds: many times what it takes on two cores that nothing else uses, so that a busy
 * machine fails no test, and one that hangs still ends. A test that promises a time measures it itself.
 */
export const patience = {
  testTimeout: 120_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
} as const
