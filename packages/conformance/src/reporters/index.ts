export { htmlReport } from './html.ts'
export { jsonReport } from './json.ts'
export { junitReport } from './junit.ts'
export { terminalReport } from './terminal.ts'
