import { ArgumentError, ShapeError } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import {
  checkEncoding,
  checkTarget,
  classProbabilities,
  createTable,
  decodeProbabilities,
  decodeTarget,
  encode,
  encodedNames,
  encodedSize,
  encodeTarget,
  type Encoding,
  EncodingLearner,
  learnEncoding,
  learnTarget,
  outputsOf,
  recogniseTask,
  withoutColumns,
} from '../index.ts'

const penguins = createTable({
  mass: [3750, 3800, 3250, 5000],
  island: ['Torgersen', 'Biscoe', 'Torgersen', 'Dream'],
  male: [true, false, false, true],
  species: ['Adelie', 'Adelie', 'Chinstrap', 'Gentoo'],
})
const X = withoutColumns(penguins, 'species')

/** A table as readers give it, with values that are missing. */
const withHoles = {
  columns: { mass: Float64Array.of(1, Number.NaN, 3), island: ['b', null, 'b'] },
  count: 3,
}

describe('learnEncoding', () => {
  test('standardises numbers, and gives each category an input', () => {
    const encoding = learnEncoding(X)
    expect(encoding).toEqual([
      { kind: 'number', name: 'mass', shift: 3950, scale: Math.sqrt(413_750), missing: null },
      { kind: 'category', name: 'island', categories: ['Biscoe', 'Dream', 'Torgersen'], missing: null },
      { kind: 'category', name: 'male', categories: [false, true], missing: null },
    ])
    expect(encodedSize(encoding)).toBe(6)
    expect(encodedNames(encoding)).toEqual([
      'mass',
      'island = Biscoe',
      'island = Dream',
      'island = Torgersen',
      'male = false',
      'male = true',
    ])
    const { values, count, size } = encode(encoding, X)
    expect([count, size]).toEqual([4, 6])
    expect([...values.subarray(1, 6)]).toEqual([0, 0, 1, 0, 1])
    expect(values.filter((_, i) => i % 6 === 0).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6)
  })

  test('survives JSON, and is used after it', () => {
    const encoding = learnEncoding(X)
    const read = JSON.parse(JSON.stringify(encoding)) as Encoding
    expect(encode(read, X)).toEqual(encode(encoding, X))
  })

  test.each([
    { scaling: 'minMax' as const, expected: [0.285_714_3, 0.314_285_7, 0, 1] },
    { scaling: 'none' as const, expected: [3750, 3800, 3250, 5000] },
  ])('scales by $scaling', ({ scaling, expected }) => {
    const mass = createTable({ mass: penguins.columns.mass })
    const { values } = encode(learnEncoding(mass, { scaling }), mass)
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], 6)
  })

  test('a column of equal numbers becomes zeros', () => {
    const table = createTable({ x: [0.1, 0.1, 0.1] })
    for (const scaling of ['standard', 'minMax'] as const) {
      expect([...encode(learnEncoding(table, { scaling }), table).values]).toEqual([0, 0, 0])
    }
  })

  test('refuses a missing value by its column and row, unless it is imputed', () => {
    expect(() => learnEncoding(withHoles)).toThrow('The column mass has no value in row 1, counted from 0.')
    const encoding = learnEncoding(withHoles, { missing: 'impute' })
    expect(encoding.map(({ missing }) => missing)).toEqual([2, 'b'])
    expect([...encode(encoding, withHoles).values]).toEqual([-1, 1, 0, 1, 1, 1])
    expect(() => encode(learnEncoding(createTable({ mass: [1, 2], island: ['b', 'c'] })), withHoles)).toThrow(
      'The column mass has no value in row 1',
    )
  })

  test('takes the most frequent category, the first of equals', () => {
    const table = { columns: { x: ['c', 'b', 'b', 'c', null, 'a'] }, count: 6 }
    expect(learnEncoding(table, { missing: 'impute' })[0].missing).toBe('b')
  })

  test('takes a column of numbers for categories where it is told to', () => {
    const table = createTable({ year: [2008, 2007, 2008] })
    const encoding = learnEncoding(table, { kinds: { year: 'category' } })
    expect(encoding).toEqual([{ kind: 'category', name: 'year', categories: [2007, 2008], missing: null }])
    expect([...encode(encoding, table).values]).toEqual([0, 1, 1, 0, 0, 1])
  })

  test('from parts is what it is from the whole', () => {
    const learner = new EncodingLearner({ missing: 'impute' })
    learner.add({ columns: { x: [null], y: ['b'] }, count: 1 })
    learner.add(createTable({ x: [1, 5], y: ['a', 'b'] }))
    learner.add(createTable({ x: [6], y: ['c'] }))
    const whole = { columns: { x: [null, 1, 5, 6], y: ['b', 'a', 'b', 'c'] }, count: 4 }
    expect(learner.encoding()).toEqual(learnEncoding(whole, { missing: 'impute' }))
  })

  test('refuses what it cannot learn, in words', () => {
    const mixed = { columns: { x: [1, 'one'] }, count: 2 }
    expect(() => learnEncoding(mixed)).toThrow(
      'The column x holds the string "one" in row 1, counted from 0; it must be a finite number.',
    )
    const kinds = { columns: { x: ['one', 1] }, count: 2 }
    expect(() => learnEncoding(kinds)).toThrow('it must be a string, as those before')
    const empty = { columns: { x: Float64Array.of(Number.NaN), y: [null] }, count: 1 }
    expect(() => learnEncoding(empty, { missing: 'impute' })).toThrow(
      'The column x holds nothing; leave it out',
    )
    expect(() =>
      learnEncoding(empty, { missing: 'impute', scaling: 'minMax', kinds: { x: 'number' } }),
    ).toThrow('The column x holds nothing')
    const none = { columns: { y: [null] }, count: 1 }
    expect(() => learnEncoding(none, { missing: 'impute', kinds: { y: 'category' } })).toThrow(
      'The column y holds nothing',
    )
    expect(() => learnEncoding(createTable({ x: [] }))).toThrow('The table has no rows')
    expect(() => learnEncoding(X, { kinds: { weight: 'number' } })).toThrow(
      'kinds names "weight", which no column is called; there are mass, island, male.',
    )
    expect(() => learnEncoding(X, { scaling: 'robust' as 'none' })).toThrow(ArgumentError)
    const names = createTable({ id: Array.from({ length: 10_001 }, (_, i) => `n${i}`) })
    expect(() => learnEncoding(names)).toThrow('The column id has more than 10000 categories')
    const learner = new EncodingLearner()
    learner.add(createTable({ x: [1] }))
    expect(() => learner.add(createTable({ z: [1] }))).toThrow(
      'The table has the columns z; those before have x.',
    )
  })
})

test('a quantity has no probabilities', () => {
  const target = { kind: 'quantity', name: 'mass', shift: 0, scale: 1 } as const
  const outputs = { values: Float32Array.of(1), count: 1, size: 1 }
  expect(() => decodeProbabilities(target as never, outputs)).toThrow(
    new ArgumentError('target.kind is the string "quantity"; it must be one of: classes.'),
  )
})

test('what is no encoding, target or column is refused by name', () => {
  expect(() => encodedSize(null as never)).toThrow('encoding is null')
  expect(() => encodedNames([{}] as never)).toThrow('encoding[0].kind is undefined')
  expect(() => outputsOf(undefined as never)).toThrow('target is undefined')
  expect(() => recogniseTask(null as never)).toThrow('values is null')
  expect(() => recogniseTask([{}] as never)).toThrow('values holds an Object in row 0')
})

describe('encode', () => {
  const encoding = learnEncoding(X)

  test('finds columns by name, and lets others be', () => {
    const { mass, island, male, species } = penguins.columns
    expect(encode(encoding, createTable({ species, male, island, mass }))).toEqual(encode(encoding, X))
  })

  test('refuses a column that is missing, and values that were not learnt', () => {
    const { mass, male } = penguins.columns
    expect(() => encode(encoding, createTable({ mass, male }))).toThrow(
      'table has no column "island"; it has mass, male.',
    )
    const island = ['Torgersen', 'Java', 'Dream', 'Dream']
    expect(() => encode(encoding, createTable({ mass, island, male }))).toThrow(
      'The column island holds the string "Java" in row 1, counted from 0, which was not there to be learnt; there are: Biscoe, Dream, Torgersen.',
    )
    expect(() =>
      encode(encoding, createTable({ mass: ['heavy', 1, 2, 3], island: penguins.columns.island, male })),
    ).toThrow('The column mass holds the string "heavy" in row 0')
  })

  test('the name of a property of every object is a column like another', () => {
    const table = createTable(
      Object.fromEntries([
        ['__proto__', [1, 2]],
        ['constructor', ['a', 'b']],
      ]),
    )
    expect(encodedSize(learnEncoding(table))).toBe(3)
    expect(() => encode(learnEncoding(table), createTable({ x: [1] }))).toThrow('no column "__proto__"')
  })
})

test.each([
  [[], 'must be'],
  [[{ kind: 'number', name: 'x', shift: 0, scale: 0, missing: null }], 'encoding[0].scale is 0'],
  [[{ kind: 'number', name: 'x', shift: Number.NaN, scale: 1, missing: null }], 'encoding[0].shift'],
  [[{ kind: 'number', name: 'x', shift: 0, scale: 1, missing: 'a' }], 'encoding[0].missing'],
  [[{ kind: 'text', name: 'x' }], 'encoding[0].kind'],
  [[{ kind: 'category', name: 'x', categories: [], missing: null }], 'encoding[0].categories is empty'],
  [[{ kind: 'category', name: 'x', categories: ['a', 'a'], missing: null }], 'encoding[0].categories[1]'],
  [
    [{ kind: 'category', name: 'x', categories: ['a'], missing: 'b' }],
    'encoding[0].missing is the string "b"',
  ],
  [[{ kind: 'category', name: 7, categories: ['a'], missing: null }], 'encoding[0].name'],
  [
    Array.from({ length: 2 }, () => ({ kind: 'number', name: 'x', shift: 0, scale: 1, missing: null })),
    'encoding[1].name',
  ],
])('checkEncoding refuses %j', (encoding, words) => {
  expect(() => checkEncoding('encoding', encoding)).toThrow(ArgumentError)
  if (encoding.length > 0) expect(() => checkEncoding('encoding', encoding)).toThrow(words)
})

describe('a target', () => {
  test.each([
    [['a', 'b'], 'classification'],
    [[true, false], 'classification'],
    [[1.5, 2], 'regression'],
    [Array.from({ length: 50 }, (_, i) => i % 3), 'classification'],
    [Array.from({ length: 50 }, (_, i) => i), 'regression'],
    [[1, 2, 3, 1], 'regression'],
    [Array.from({ length: 999 }, (_, i) => i % 21), 'regression'],
  ] as const)('%j is a %s', (values, task) => {
    expect(recogniseTask(values)).toBe(task)
  })

  test('of three classes is one-hot, and the largest logit is read back', () => {
    const target = learnTarget(penguins, 'species')
    expect(target).toEqual({ kind: 'classes', name: 'species', labels: ['Adelie', 'Chinstrap', 'Gentoo'] })
    const Y = encodeTarget(target, penguins)
    expect([...Y.values]).toEqual([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
    expect(decodeTarget(target, Y)).toEqual(penguins.columns.species)
  })

  test('of two classes has one output, the log odds', () => {
    const target = learnTarget(penguins, 'male')
    expect(outputsOf(target)).toBe(1)
    const Y = encodeTarget(target, penguins)
    expect([...Y.values]).toEqual([1, 0, 0, 1])
    const outputs = { values: Float32Array.of(Math.log(3), -1), count: 2, size: 1 }
    expect(decodeTarget(target, outputs)).toEqual([true, false])
    if (target.kind !== 'classes') throw new Error('It must be of classes.')
    expect(decodeProbabilities(target, outputs)[0][1]).toBeCloseTo(0.75, 6)
  })

  test('that is a quantity has mean 0 and deviation 1, and is read back', () => {
    const target = learnTarget(penguins, 'mass')
    const { values, size } = encodeTarget(target, penguins)
    expect(size).toBe(1)
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(4, 4)
    const read = decodeTarget(target, encodeTarget(target, penguins))
    for (const [i, mass] of penguins.columns.mass.entries()) expect(read[i]).toBeCloseTo(mass, 2)
  })

  test('may be told to be of classes', () => {
    const target = learnTarget(createTable({ stars: [5, 1, 3] }), 'stars', 'classification')
    expect(target).toEqual({ kind: 'classes', name: 'stars', labels: [1, 3, 5] })
  })

  test('is refused where it cannot be learnt', () => {
    expect(() => learnTarget(penguins, 'specis')).toThrow('table has no column "specis"')
    expect(() => learnTarget(createTable({ y: ['a', 'a'] }), 'y')).toThrow(
      'The column y holds the string "a" in every row; a classifier needs two classes at least.',
    )
    expect(() => learnTarget(penguins, 'species', 'regression')).toThrow(
      'The column species holds the string "Adelie" in row 0, counted from 0; to be a quantity it must be a finite number.',
    )
    expect(() => learnTarget(withHoles, 'island')).toThrow('has no value in row 1')
    expect(() => encodeTarget(learnTarget(penguins, 'mass'), withHoles)).toThrow('has no value in row 1')
    expect(() =>
      encodeTarget(learnTarget(penguins, 'species'), createTable({ species: ['Emperor'] })),
    ).toThrow(
      'holds the string "Emperor" in row 0, counted from 0, which is no class; there are: Adelie, Chinstrap, Gentoo.',
    )
  })

  test.each([
    [{ kind: 'classes', name: 'y', labels: ['a'] }, 'target.labels has one label'],
    [{ kind: 'quantity', name: 'y', shift: 0, scale: -1 }, 'target.scale is -1'],
    [{ kind: 'quantity', name: 'y', shift: null, scale: 1 }, 'target.shift is null'],
    [{ kind: 'ranks', name: 'y' }, 'target.kind'],
  ])('checkTarget refuses %j', (target, words) => {
    expect(() => checkTarget('target', target)).toThrow(words)
  })

  test('outputs of another network are refused', () => {
    const target = learnTarget(penguins, 'species')
    const outputs = (size: number, value: number) => ({
      values: new Float32Array(size).fill(value),
      count: 1,
      size,
    })
    expect(() => decodeTarget(target, outputs(2, 0))).toThrow(ShapeError)
    expect(() => decodeTarget(target, outputs(3, Number.NaN))).toThrow('outputs holds NaN in sample 0')
    expect(() => classProbabilities({ values: new Float32Array(), count: 1, size: 0 })).toThrow(ShapeError)
  })
})

test('numbers whose distances vanish when they are squared have a scale all the same', () => {
  const tiny = createTable({ x: [0, 1e-200] })
  expect(learnEncoding(tiny)).toMatchObject([{ shift: 5e-201, scale: 1 }])
  expect(() => checkEncoding('encoding', learnEncoding(tiny))).not.toThrow()
})
