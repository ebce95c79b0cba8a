import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { decodeModel, FormatError, type Model } from 'bilayer'
import { UsageError } from './exit-codes.ts'
import { kindOfExisting } from './files.ts'
import { reasonOf } from './system-errors.ts'

/** The model in a file, by its ending ONNX or safetensors. Throws `UsageError` where there is no such file, and `FormatError`, with its name, for what is no model. */
export const readModel = (path: string): Promise<Model> =>
  readOrExplain(path, 'model', async () => {
    const bytes = await readFile(path)
    if (extname(path).toLowerCase() !== '.onnx') return decodeModel(bytes)
    const { decodeOnnx } = await import('@bilayer/formats/onnx')
    return decodeOnnx(bytes)
  })

/** What `read` gives, or why it gives nothing, with the name of the file; `what` is what it should have been. */
export async function readOrExplain<T>(path: string, what: string, read: () => Promise<T>): Promise<T> {
  if ((await kindOfExisting(path)) === 'folder') throw new UsageError(`${path} is a folder; name a file.`)
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof FormatError)
      throw new FormatError(`Cannot read ${path} as a ${what}: ${cause.message}`, { cause })
    if (cause instanceof Error && 'syscall' in cause)
      throw new UsageError(`Cannot read ${path}: ${reasonOf(cause)}.`, { cause })
    throw cause
  }
}
