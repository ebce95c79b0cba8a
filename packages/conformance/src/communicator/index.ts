export { type CommunicatorConformanceOptions, runCommunicatorConformance } from './run.ts'
