import { rm, writeFile } from 'node:fs/promises'
import { bundleSingleFile } from './single-file.ts'

const dist = new URL('../dist/', import.meta.url)
await writeFile(new URL('bilayer.min.js', dist), await bundleSingleFile())
// tsup was asked for its types alone; as a module it lacks the script of the worker pool.
for (const name of ['browser.js', 'browser.js.map']) await rm(new URL(name, dist))
