import { download } from '../components/download.ts'
import type { ModelFormat } from '../worker/protocol.ts'
import { notifyOf } from './notices.ts'
import { trainer } from './trainer-client.ts'

/** A file that the network can be taken away in. */
export interface ModelFile {
  readonly format: ModelFormat
  readonly name: string
  readonly type: string
}

/** Gives the reader the network of now as a file. */
export async function saveModel({ format, name, type }: ModelFile): Promise<void> {
  try {
    download(name, await trainer.modelFile(format), type)
  } catch (error) {
    notifyOf('The network could not be written', error)
  }
}
