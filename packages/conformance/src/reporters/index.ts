export { htmlReport } from './html.ts'
export { jsonReport } from './json.ts'
export { junitReport } from './junit.ts'
export { countsLine, terminalReport } from './terminal.ts'
