import { expect, test } from 'vitest'
import { makeProblem } from '../../data-sets/make-problem.ts'
import { readDataFile } from '../../data-sets/table.ts'
import { defaults, type Settings } from '../../state/settings.ts'
import { axesOf } from './axes.ts'

/** A file in which a runs from 100 to 130, b from 0 to 3 and c, which is learnt, from 7 to 16. */
const rows = Array.from({ length: 31 }, (_, i) => [100 + i, i / 10, 7 + 0.3 * i])

async function axesOfFile(columns: readonly number[]) {
  const text = [columns.map((column) => 'abc'[column]), ...rows.map((row) => columns.map((i) => row[i]))]
  const bytes = new TextEncoder().encode(text.map((cells) => cells.join()).join('\n'))
  const settings: Settings = { ...defaults, data: 'csv', file: 'mine.csv' }
  const file = await readDataFile('mine.csv', bytes)
  return axesOf(await makeProblem(settings, { digits: '', file }))
}

/** The window shows 8 % more than the data, on each side. */
const around = (name: string, least: number, most: number) => ({
  name,
  from: expect.closeTo(least - 0.08 * (most - least), 3) as number,
  to: expect.closeTo(most + 0.08 * (most - least), 3) as number,
})

test('the axes of a file’s plane are its columns, in their own units', async () => {
  expect(await axesOfFile([0, 1, 2])).toEqual({ across: around('a', 100, 130), up: around('b', 0, 3) })
})

test('above a file’s single column stands what is learnt', async () => {
  expect(await axesOfFile([0, 2])).toEqual({ across: around('a', 100, 130), up: around('c', 7, 16) })
})

test('made data are in the units of the network', async () => {
  const { across, up } = axesOf(await makeProblem(defaults, { digits: '', file: undefined }))
  expect([across.name, up.name]).toEqual(['x', 'y'])
  expect(across.from).toBeCloseTo(-across.to, 0)
})
