import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IdxArray, imageSamples, type LabelledSamples, readIdx } from '@bilayer/data'

/** Kinds of clothes, and so the outputs of a network that tells them apart. */
export const KINDS = 10

/** Fashion-MNIST: 28 × 28 pixels from 0 to 1, 60,000 images to train on and 10,000 to test with. */
export interface Fashion {
  readonly train: LabelledSamples
  readonly test: LabelledSamples
}

/** Where Debian's package puts it. */
export const FASHION_FOLDER = '/usr/share/datasets/fashion-mnist'

/** Rejects, with what to install, where it is not there. */
export async function loadFashion(): Promise<Fashion> {
  const [train, test] = await Promise.all([labelled('train'), labelled('t10k')])
  return { train, test }
}

async function labelled(part: string): Promise<LabelledSamples> {
  const [images, labels] = await Promise.all([
    readArray(`${part}-images-idx3-ubyte.gz`),
    readArray(`${part}-labels-idx1-ubyte.gz`),
  ])
  return { X: imageSamples(images), labels: new Uint32Array(labels.values) }
}

async function readArray(name: string): Promise<IdxArray> {
  const path = join(FASHION_FOLDER, name)
  try {
    return await readIdx(await readFile(path))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${path}: ${reason} (apt-get install dataset-fashion-mnist)`, { cause })
  }
}
