import { expect, test } from 'vitest'
import { defaults, type Settings } from '../state/settings.ts'
import { makeProblem } from './make-problem.ts'
import { readDataFile } from './table.ts'

const sources = { digits: 'http://localhost/', file: undefined }

test.each(['circles', 'xor', 'spirals', 'gaussians', 'sine', 'steps', 'bump'] as const)(
  '%s › one seed gives one problem, another another, and both classes are in both parts',
  async (data) => {
    const settings: Settings = { ...defaults, data, samples: 100, test: 0.3 }
    const problem = await makeProblem(settings, sources)
    expect(problem.train.X.count).toBe(70)
    expect(problem.test.X.count).toBe(30)
    expect(await makeProblem(settings, sources)).toEqual(problem)
    expect(await makeProblem({ ...settings, seed: 2 }, sources)).not.toEqual(problem)
    if (problem.target.kind === 'classes') {
      for (const { Y } of [problem.train, problem.test]) {
        const ones = Y.values.filter((label) => label === 1).length
        expect(ones / Y.count).toBe(0.5)
      }
    }
  },
)

test('a data file is learnt by its last column, or the one that is named', async () => {
  const text = 'a,b,kind\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,8,x\n7,6,y\n'
  const file = await readDataFile('mine.csv', new TextEncoder().encode(text))
  const settings: Settings = { ...defaults, data: 'csv', file: 'mine.csv' }
  const problem = await makeProblem(settings, { ...sources, file })
  expect(problem).toMatchObject({
    kind: 'plane',
    inputs: ['a', 'b'],
    target: { name: 'kind', labels: ['x', 'y'] },
  })
  const other = await makeProblem({ ...settings, target: 'a' }, { ...sources, file })
  expect(other.target).toMatchObject({ kind: 'quantity', name: 'a' })
  await expect(makeProblem({ ...settings, target: 'c' }, { ...sources, file })).rejects.toThrow(
    'mine.csv has no column c to learn; it has a, b, kind.',
  )
})

test.each([
  ['one row', 'a,b\n1,2\n', 'mine.csv has too few rows to hold some back to test by: 1.'],
  [
    'a class for each row',
    ['a,b', ...Array.from({ length: 30 }, (_, i) => `${i},name ${i}`)].join('\n'),
    'mine.csv has too few rows to hold some back to test by: 30 of 30 classes.',
  ],
  [
    'more classes than a byte tells apart',
    ['a,b', ...Array.from({ length: 600 }, (_, i) => `${i},name ${i % 300}`)].join('\n'),
    'The column b of mine.csv has 300 different values; the page tells 256 classes apart at most.',
  ],
  [
    'more numbers than the page holds, most of them to learn',
    ['a,b', ...Array.from({ length: 70_000 }, (_, i) => `${i},name ${i % 250}`)].join('\n'),
    'mine.csv has 70000 rows of 251 numbers; the page takes 16777216 numbers at most.',
  ],
])('a file with %s is refused', async (_, text, fault) => {
  const file = await readDataFile('mine.csv', new TextEncoder().encode(text))
  const settings: Settings = { ...defaults, data: 'csv', file: 'mine.csv' }
  await expect(makeProblem(settings, { ...sources, file })).rejects.toThrow(fault)
})

test('without its file, a link to one says which it is', async () => {
  const settings: Settings = { ...defaults, data: 'csv', file: 'mine.csv' }
  await expect(makeProblem(settings, sources)).rejects.toThrow('This link is about the file mine.csv')
})
