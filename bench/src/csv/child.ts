import { createReadStream } from 'node:fs'
import { streamCsv } from '@bilayer/data'

// What a fresh process runs: it reads a CSV file in parts, and tells how long that took and how much memory.

const [path] = process.argv.slice(2)
const start = performance.now()
let rows = 0
for await (const part of streamCsv(createReadStream(path))) rows += part.count
const seconds = (performance.now() - start) / 1000
console.log(JSON.stringify({ rows, seconds, residentSet: 1024 * process.resourceUsage().maxRSS }))
