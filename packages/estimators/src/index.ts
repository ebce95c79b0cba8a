export * as metrics from './metrics/index.ts'
