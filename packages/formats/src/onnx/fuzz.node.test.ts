import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleModel } from '../testing/example-model.ts'
import { changedFiles, FUZZED_FILES, wrongError } from '../testing/fuzz.ts'
import { names, read } from '../testing/reference-files.ts'
import { decodeOnnx, encodeOnnx } from './index.ts'
import { readModel } from './read-proto.ts'
import { writeModel } from './write-proto.ts'

test(
  'any change of a file gives a model or a FormatError',
  async () => {
    const files = [encodeOnnx(exampleModel), ...(await Promise.all(names.map(read)))]
    const property = fc.property(changedFiles(...files), (bytes) => {
      expect(wrongError(() => decodeOnnx(bytes))).toBeUndefined()
    })
    fc.assert(property, { numRuns: FUZZED_FILES })
  },
  120_000 + FUZZED_FILES,
)

/** One value of a list in another place, and one gone. */
const shuffled = <T>(list: readonly T[], from: number, to: number): T[] =>
  list.length === 0 ? [] : list.with(to % list.length, list[from % list.length])

test('any graph of wrong nodes, names and shapes gives a model or a FormatError', async () => {
  const files = (await Promise.all(names.map(read))).map(readModel)
  const property = fc.property(
    fc.constantFrom(...files),
    fc.array(fc.nat(50), { minLength: 6, maxLength: 6 }),
    (file, places) => {
      const [what, at, from, to, other, size] = places
      const { graph } = file
      const nodes = graph.nodes.map((one, i) => {
        if (i !== at % graph.nodes.length) return one
        const strange = graph.nodes[other % graph.nodes.length]
        if (what % 5 === 0) return { ...one, inputs: shuffled([...one.inputs, ...strange.inputs], from, to) }
        if (what % 5 === 1) return { ...one, op: strange.op, domain: strange.domain }
        if (what % 5 === 2) return { ...one, attributes: strange.attributes }
        return what % 5 === 3 ? strange : { ...one, inputs: one.inputs.slice(1) }
      })
      const initializers = graph.initializers.map((constant, i) =>
        i === size ? { ...constant, dims: shuffled([...constant.dims, 1, 0], from, to) } : constant,
      )
      const changed = writeModel({ ...file, graph: { ...graph, nodes, initializers } })
      expect(wrongError(() => decodeOnnx(changed))).toBeUndefined()
    },
  )
  fc.assert(property, { numRuns: 3000 })
})

test('random bytes give a FormatError', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(wrongError(() => decodeOnnx(bytes))).toBeUndefined()
  })
  fc.assert(property, { numRuns: 2000 })
})
