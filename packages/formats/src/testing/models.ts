import type { Category, ColumnEncoding, Encoding, Target } from '@bilayer/data'
import { encodedSize, outputsOf } from '@bilayer/data'
import * as fc from 'fast-check'
import { type ActivationName, activationNames, type Model } from '../model.ts'
import type { Tensor } from '../tensor.ts'

/** What a row of raw data holds: null where a value is missing. */
export type RawRow = Readonly<Record<string, Category | null>>

/** A model with rows that it predicts of: by name where it has an encoding, and otherwise numbers in order. */
export interface Case {
  readonly model: Model
  readonly rows: readonly (RawRow | readonly number[])[]
}

const float32 = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -1000, max: 1000 }).map((i) => Math.fround(least + ((i + 1000) / 2000) * (most - least)))

const MANY = { maxLength: 4, minLength: 1 } as const

/** Lists of categories of one type, each once. */
const categoryLists: fc.Arbitrary<Category[]> = fc.oneof(
  fc.uniqueArray(fc.string({ unit: 'grapheme' }), MANY),
  fc.uniqueArray(fc.integer({ min: -3, max: 9 }), MANY),
  fc.uniqueArray(fc.constantFrom(0.5, 1.25, -2, 1e6), MANY),
  fc.uniqueArray(fc.boolean(), { minLength: 1 }),
)

/** Names, some of which mean something to JavaScript, or are names of what a file holds beside the columns. */
const columnNames: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.constantFrom('X', 'label', 'label_', 'output', 'prediction', 'probabilities', 'Gemm 3', 'constant 0'),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '`${alert(1)}`',
    '</script>',
    "'",
    '*/',
    '\u2028',
    '\n',
  ),
)

const columns: fc.Arbitrary<ColumnEncoding> = columnNames.chain((name) =>
  fc.oneof(numberColumn(name), categoryColumn(name)),
)

const numberColumn = (name: string): fc.Arbitrary<ColumnEncoding> =>
  fc
    .record({
      shift: fc.constantFrom(0, -0, 1990.25, -3e5, 0.1),
      scale: fc.constantFrom(1, 40, 1000.3),
      missing: fc.boolean(),
    })
    .map(({ shift, scale, missing }) => ({
      kind: 'number',
      name,
      shift,
      scale,
      missing: missing ? shift + scale / 3 : null,
    }))

const categoryColumn = (name: string): fc.Arbitrary<ColumnEncoding> =>
  categoryLists.chain((categories) =>
    fc
      .option(fc.constantFrom(...categories))
      .map((missing) => ({ kind: 'category', name, categories, missing })),
  )

const encodings: fc.Arbitrary<Encoding> = fc.uniqueArray(columns, {
  minLength: 1,
  maxLength: 4,
  selector: ({ name }) => name,
})

const targets: fc.Arbitrary<Target> = fc.oneof(
  categoryLists
    .filter((labels) => labels.length > 1)
    .map((labels): Target => ({ kind: 'classes', name: 'kind', labels })),
  fc
    .constantFrom(0, 12.5, 1e4)
    .map((shift): Target => ({ kind: 'quantity', name: 'price', shift, scale: 7.25 })),
)

const matrix = (name: string, rows: number, cols: number): fc.Arbitrary<Tensor> =>
  fc
    .array(float32(-1, 1), { minLength: rows * cols, maxLength: rows * cols })
    .map((values) => ({ name, rows, cols, values: Float32Array.from(values) }))

const networks = (inputs: number, outputs: fc.Arbitrary<number>) =>
  fc.tuple(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), outputs).chain(([hidden, last]) => {
    const sizes = [inputs, ...hidden, last]
    const layers = sizes
      .slice(1)
      .flatMap((rows, l) => [matrix(`W${l + 1}`, rows, sizes[l]), matrix(`b${l + 1}`, rows, 1)])
    const count = hidden.length + 1
    return fc.record({
      parameters: fc.tuple(...layers),
      activations: fc.array(fc.constantFrom<ActivationName>(...activationNames), {
        minLength: count,
        maxLength: count,
      }),
      notes: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
    })
  })

const cell = (column: ColumnEncoding): fc.Arbitrary<Category | null> => {
  const present =
    column.kind === 'number'
      ? float32(column.shift - 3 * column.scale, column.shift + 3 * column.scale)
      : fc.constantFrom(...column.categories)
  return column.missing === null ? present : fc.option(present)
}

const rowsOf = (encoding: Encoding): fc.Arbitrary<RawRow[]> =>
  fc
    .array(fc.tuple(...encoding.map(cell)), { minLength: 1, maxLength: 5 })
    .map((rows) => rows.map((cells) => Object.fromEntries(encoding.map(({ name }, i) => [name, cells[i]]))))

const rawCases = fc
  .record({ size: fc.integer({ min: 1, max: 5 }), target: fc.option(targets, { nil: undefined }) })
  .chain(({ size, target }) =>
    fc.record({
      model: networks(size, outputsFor(target)).map((network) =>
        target === undefined ? network : { ...network, target },
      ),
      rows: fc.array(fc.array(float32(-3, 3), { minLength: size, maxLength: size }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  )

const encodedCases = fc
  .record({ encoding: encodings, target: fc.option(targets, { nil: undefined }) })
  .chain(({ encoding, target }) =>
    fc.record({
      model: networks(encodedSize(encoding), outputsFor(target)).map((network) =>
        target === undefined ? { ...network, encoding } : { ...network, encoding, target },
      ),
      rows: rowsOf(encoding),
    }),
  )

const outputsFor = (target: Target | undefined): fc.Arbitrary<number> =>
  target === undefined ? fc.integer({ min: 1, max: 4 }) : fc.constant(outputsOf(target))

/** Models of every activation, depth, encoding and target, with rows for them. */
export const cases: fc.Arbitrary<Case> = fc.oneof<fc.Arbitrary<Case>[]>(rawCases, encodedCases)
