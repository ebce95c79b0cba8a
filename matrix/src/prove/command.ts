import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { proveBackend } from './prove-backend.ts'

// What a runtime of the command line runs: the suite on the backend that its first argument names. What comes of it is written
// to a file, since a backend may print.

const [backend, only, path] = process.argv.slice(2)
await writeFile(path, JSON.stringify(await proveBackend(backend, only)))
// A device or a thread that a backend leaves open must not keep the process.
process.exit()
