import { defineConfig, mergeConfig } from 'vitest/config'
import config from '../../../../vitest.config.ts'

/** Runs the fixture, which no other configuration includes: its tests fail on purpose. */
const fixture = 'packages/conformance/src/testing/adapter.fixture.ts'

export default mergeConfig(
  { ...config, test: {} },
  defineConfig({ test: { include: [fixture], reporters: ['json'] } }),
)
