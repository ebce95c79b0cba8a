import { extname } from 'node:path'
import { encodeModel, type Model } from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import { checkWritable, save } from '../files.ts'
import { readModel } from '../model-file.ts'
import { print } from '../output.ts'

type Writer = (model: Model) => Promise<string | Uint8Array>

const writeModule: Writer = async (model) => (await import('@bilayer/formats/module')).encodeModule(model)

/** What writes a model, by the ending of the file. */
const writers: Readonly<Record<string, Writer>> = {
  '.onnx': async (model) => (await import('@bilayer/formats/onnx')).encodeOnnx(model),
  '.js': writeModule,
  '.mjs': writeModule,
  '.safetensors': async (model) => encodeModel(model),
}

/** The endings, for help. */
export const exportEndings = Object.keys(writers).join(', ')

/** Writes a model for other programs; the ending of the file says how. */
export async function exportModel(path: string, output: string): Promise<number> {
  const ending = extname(output).toLowerCase()
  if (!Object.hasOwn(writers, ending)) {
    throw new UsageError(`Cannot tell how to write ${output}; its name must end in ${exportEndings}.`)
  }
  await checkWritable(output)
  const contents = await writers[ending](await readModel(path))
  await save('model', output, contents)
  const bytes = typeof contents === 'string' ? Buffer.byteLength(contents) : contents.byteLength
  print(`The model is in ${output}, ${Math.ceil(bytes / 1024)} KB.`)
  return 0
}
