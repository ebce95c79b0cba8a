import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'
import { cpuJs } from '@bilayer/backend-cpu-js'
import { FormatError, type Samples } from '@bilayer/core'
import { type Category, createTable, type Encoding, type Table } from '@bilayer/data'
import { createPredictor } from 'bilayer'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../../../scripts/run.ts'
import type { Model } from '../model.ts'
import { type Case, cases, type RawRow } from '../testing/models.ts'
import { predictions } from '../testing/reference.ts'
import { encodeModule } from './index.ts'

const tsc = join(import.meta.dirname, '../../../../node_modules/.bin/tsc')

/** What a module exports. */
interface Exports {
  readonly predict: (rows: unknown) => unknown[]
  readonly probabilities: (rows: unknown) => number[][]
}

/** The functions of a module, in a world of the language's own globals and `atob`. */
function load(code: string): Exports {
  const world: Partial<Exports> = createContext({ atob })
  new Script(code.replaceAll(/^export /gmu, '')).runInContext(world)
  const { predict, probabilities = () => expect.fail('the module has no probabilities') } = world
  return { predict: predict ?? expect.fail('the module does not predict'), probabilities }
}

/** Numbers alike, of terms of that size; 1e-10 is for float64. */
function close(actual: unknown, expected: unknown, size = 1, bound = 1e-10): void {
  const [numbers, wanted] = [[actual], [expected]].map((list) => list.flat(3) as number[])
  expect(numbers).toHaveLength(wanted.length)
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs(numbers[i] - value)).toBeLessThanOrEqual(bound * (size + Math.abs(value)))
  }
}

test('a module predicts what the formulas do, for every activation, depth, encoding and target', () => {
  const property = fc.property(cases, (one) => {
    const { predict, probabilities } = load(encodeModule(one.model))
    const expected = predictions(one)
    const { target } = one.model
    const predicted = predict(one.rows)
    if (target === undefined) {
      close(
        predicted,
        expected.map(({ outputs }) => outputs),
      )
    } else if (target.kind === 'quantity') {
      close(
        predicted,
        expected.map(({ prediction }) => prediction),
        target.shift,
      )
    } else {
      const wanted = expected.map((row) => row.probabilities ?? [])
      close(probabilities(one.rows), wanted)
      for (const [row, label] of predicted.entries()) {
        const place = target.labels.indexOf(label as Category)
        expect(wanted[row][place]).toBeGreaterThan(Math.max(...wanted[row]) - 1e-9)
      }
    }
  })
  fc.assert(property, { numRuns: 200 })
})

/** Rows as a table, or as samples where the model has no encoding. */
function tableOf({ model, rows }: Case): Table | Samples {
  const { encoding } = model
  if (encoding === undefined) {
    const values = Float32Array.from((rows as number[][]).flat())
    return { values, count: rows.length, size: values.length / rows.length }
  }
  const columns = encoding.map(({ name }) => [name, (rows as RawRow[]).map((row) => row[name])] as const)
  return createTable(Object.fromEntries(columns))
}

test('a module predicts what createPredictor does, within float32', async () => {
  await using backend = cpuJs()
  const kinds = new Set<string>()
  const property = fc.asyncProperty(cases, async (one) => {
    const { target, encoding } = one.model
    await using predictor = await createPredictor(one.model, { backend })
    const { predict, probabilities } = load(encodeModule(one.model))
    const X = tableOf(one)
    const found = predict(one.rows)
    kinds.add(`${target?.kind ?? 'outputs'} of ${encoding ? 'columns' : 'numbers'}`)
    if (target?.kind === 'classes') {
      const wanted = await predictor.probabilities(X)
      close(probabilities(one.rows), wanted, 1, 1e-5)
      const labels = await predictor.predict(X)
      for (const [i, row] of wanted.entries()) {
        const [first, second] = row.toSorted((p, q) => q - p)
        if (first - second > 1e-4) expect(found[i]).toBe(labels[i])
      }
    } else if (target?.kind === 'quantity') close(found, await predictor.predict(X), target.scale, 1e-5)
    else close(found, Array.from((await predictor.outputs(X)).values), 1, 1e-5)
  })
  await fc.assert(property, { numRuns: 200 })
  // Else a kind was not tried.
  expect(kinds.size).toBe(6)
})

const tensor = (name: string, rows: number, cols: number) => ({
  name,
  rows,
  cols,
  values: Float32Array.from({ length: rows * cols }, (_, i) => i - 1),
})

const penguins: Encoding = [
  { kind: 'number', name: 'bill', shift: 40, scale: 5, missing: null },
  { kind: 'category', name: 'island', categories: ['Biscoe', 'Dream'], missing: 'Dream' },
]

const model: Model = {
  parameters: [tensor('W1', 4, 3), tensor('b1', 4, 1), tensor('W2', 1, 4), tensor('b2', 1, 1)],
  activations: ['tanh', 'identity'],
  encoding: penguins,
  target: { kind: 'classes', name: 'species', labels: ['Adelie', 'Gentoo'] },
  notes: {},
}

test('Node.js imports a module', async () => {
  const url = `data:text/javascript,${encodeURIComponent(encodeModule(model))}`
  const module = (await import(/* @vite-ignore */ url)) as Exports & { readonly labels: string[] }
  expect(module.predict([{ bill: 60, island: 'Dream' }])).toEqual(['Gentoo'])
  expect(module.labels).toEqual(['Adelie', 'Gentoo'])
  expect(Object.keys(module)).toEqual(['labels', 'predict', 'probabilities'])
})

test('a value that is missing is what stands for it, and columns in any order are found by name', () => {
  const { probabilities } = load(encodeModule(model))
  const [missing, dream] = probabilities([
    { island: null, bill: 44, other: 'x' },
    { bill: 44, island: 'Dream' },
  ])
  expect(missing).toEqual(dream)
})

test('no rows have no predictions', () => {
  expect(load(encodeModule(model)).predict([])).toHaveLength(0)
})

test.each([
  [null, 'TypeError', 'rows is null; it must be an array of rows.'],
  ['Dream', 'TypeError', 'rows is the string "Dream"; it must be an array of rows.'],
  [[null], 'TypeError', 'rows[0] is null; it must be an object of columns.'],
  [[{ bill: 1 }], 'TypeError', 'rows[0], column "island", is not there.'],
  [
    [{ bill: null, island: 'Dream' }],
    'TypeError',
    'rows[0], column "bill", is missing; it must have a value.',
  ],
  [
    [{ bill: Number.NaN, island: 'Dream' }],
    'TypeError',
    'rows[0], column "bill", is missing; it must have a value.',
  ],
  [
    [
      { bill: 1, island: 'Dream' },
      { bill: '1', island: 'Dream' },
    ],
    'TypeError',
    'rows[1], column "bill", is the string "1"; it must be a finite number.',
  ],
  [
    [{ bill: Infinity, island: 'Dream' }],
    'TypeError',
    'rows[0], column "bill", is Infinity; it must be a finite number.',
  ],
  [
    [{ bill: 1, island: 'Mars' }],
    'RangeError',
    'rows[0], column "island", is the string "Mars"; it must be one of 2: "Biscoe", "Dream".',
  ],
])('%j is refused: %s', (rows, name, message) => {
  const { predict } = load(encodeModule(model))
  expect(() => predict(rows)).toThrow(expect.objectContaining({ name, message }))
})

test.each([
  [[1], 'rows[0] is 1; it must be a list of 2 numbers.'],
  [[[1]], 'rows[0] is an object; it must be a list of 2 numbers.'],
  [
    [
      [1, 2],
      [1, '2'],
    ],
    'rows[1][1] is the string "2"; it must be a finite number.',
  ],
  [Object.assign([], { 1: [1, 2] }), 'rows[0] is undefined; it must be a list of 2 numbers.'],
])('without an encoding %j is refused', (rows, message) => {
  const bare: Model = {
    parameters: [tensor('W1', 1, 2), tensor('b1', 1, 1)],
    activations: ['relu'],
    notes: {},
  }
  const { predict } = load(encodeModule(bare))
  expect(() => predict(rows)).toThrow(expect.objectContaining({ name: 'TypeError', message }))
  expect(predict([Float32Array.of(3, 4)])).toHaveLength(1)
})

/** What would end a text, a comment, a type, a line or a script, if it were let. */
const attack =
  "'\"`);*/ throw new Error('in') //\n\u2028\u2029</script><script><!-- ${throw 1} \\ }} @returns {never}"

const hostile: Model = {
  ...model,
  encoding: penguins.map((column) =>
    column.kind === 'number'
      ? { ...column, name: attack }
      : { ...column, categories: [attack, '\uD83D'], missing: attack },
  ),
  target: { kind: 'classes', name: attack, labels: [attack, '*/'] },
  notes: { [attack]: attack },
}

test('nothing in a model ends up as code', () => {
  const code = encodeModule(hostile)
  expect(load(code).predict([{ [attack]: 60, island: '\uD83D' }])).toHaveLength(1)
  expect(code).not.toMatch(/<\/?script|<!--|\u2028|\u2029/u)
  expect(code.split('\n')).toHaveLength(encodeModule(model).split('\n').length)
})

test('the types of a module are those of its columns and labels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bilayer-module-'))
  const use = `
    import { predict, probabilities } from './right.js'
    import * as hostile from './hostile.js'
    export const labels: ('Adelie' | 'Gentoo')[] = predict([{ bill: 1, island: null }])
    export const numbers: number[][] = probabilities([])
    // @ts-expect-error -- a number may not be missing
    predict([{ bill: null, island: 'Dream' }])
    // @ts-expect-error -- no such category
    predict([{ bill: 1, island: 'Mars' }])
    // @ts-expect-error -- no such column
    predict([{ bill: 1 }])
    export const label: ReturnType<typeof hostile.predict>[number] = '*/'
    // @ts-expect-error -- no such label
    export const other: ReturnType<typeof hostile.predict>[number] = 'other'`
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'right.js'), encodeModule(model))
    await writeFile(join(folder, 'hostile.js'), encodeModule(hostile))
    await writeFile(join(folder, 'use.ts'), use)
    const options = [
      '--noEmit',
      '--ignoreConfig',
      '--strict',
      '--allowJs',
      '--checkJs',
      '--module',
      'nodenext',
    ]
    const { stdout } = await run(tsc, [...options, '--skipLibCheck', join(folder, 'use.ts')]).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout).toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a column may have the name of something that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString']
  const encoding = names.map((name) => ({ kind: 'number', name, shift: 0, scale: 1, missing: null }) as const)
  const { predict } = load(encodeModule({ ...model, encoding }))
  expect(predict([JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }')])).toHaveLength(1)
  expect(() => predict([{ constructor: 1 }])).toThrow('rows[0], column "__proto__", is not there.')
})

test('a parameter that is not finite is refused', () => {
  const W1 = { ...tensor('W1', 1, 1), values: Float32Array.of(Number.NaN) }
  const broken: Model = { parameters: [W1, tensor('b1', 1, 1)], activations: ['relu'], notes: {} }
  expect(() => encodeModule(broken)).toThrow(
    new FormatError('W1 holds NaN; the parameters of a module must be finite.'),
  )
})

test('a module takes up to 6 kB and 5.4 bytes for each parameter', () => {
  const parameters = [tensor('W1', 100, 100), tensor('b1', 100, 1), tensor('W2', 1, 100), tensor('b2', 1, 1)]
  const { encoding: _, ...rest } = model
  const count = parameters.reduce((sum, { values }) => sum + values.length, 0)
  expect(encodeModule({ ...rest, parameters }).length).toBeLessThan(4000 + 5.4 * count)
  expect(encodeModule(model).length).toBeLessThan(6000)
})
