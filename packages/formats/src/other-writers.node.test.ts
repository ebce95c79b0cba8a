import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeSafetensors } from './index.ts'

/** What a file of the reference implementation holds, as its own program tells. */
interface Held {
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: number[] }>>
  readonly metadata: Readonly<Record<string, string>>
}

test('a file of the reference implementation is read', async () => {
  const folder = join(import.meta.dirname, '../reference')
  const held = JSON.parse(await readFile(join(folder, 'other-safetensors.json'), 'utf8')) as Held
  const { tensors, metadata } = decodeSafetensors(await readFile(join(folder, 'other.safetensors')))
  expect({ ...metadata }).toEqual(held.metadata)
  expect(tensors.map(({ name }) => name).toSorted()).toEqual(Object.keys(held.tensors).toSorted())
  for (const { name, rows, cols, values } of tensors) {
    const { shape, values: expected } = held.tensors[name]
    expect([rows, cols]).toEqual(shape.length === 1 ? [...shape, 1] : shape)
    expect([...values]).toEqual(expected)
  }
})
