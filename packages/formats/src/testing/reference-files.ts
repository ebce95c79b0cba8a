import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../reference')

export const read = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(folder, `${name}.onnx`)))

/** What the program that a file is from predicts. */
export interface Reference {
  readonly X: readonly (readonly number[])[]
  readonly outputs?: readonly (number | readonly number[])[]
  readonly labels?: readonly (string | number)[]
  readonly probabilities?: readonly (readonly number[])[]
}

export const references = JSON.parse(await readFile(join(folder, 'predictions.json'), 'utf8')) as Record<
  string,
  Reference
>
export const names = Object.keys(references)
