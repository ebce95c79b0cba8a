import { describe, expect, test } from 'vitest'
import { packages } from './entries/index.ts'
import { placeOf } from './entry.ts'
import { functionsOf } from './exports.ts'
import { callRightly, holdParameter } from './hold.ts'

/** Random values beside the kinds; `pnpm soak arguments` tries more. */
const effort = { values: 10, seed: 1 }

describe.each(packages)('$package', (one) => {
  test('has an entry for each of its functions', () => {
    const others = packages.filter((each) => each !== one && !isAbove(one.package, each.package))
    const listed = one.entries.map(({ name }) => name).toSorted()
    expect(listed).toEqual(
      functionsOf(
        one,
        others.map(({ exports }) => exports),
      ),
    )
  })

  test.each(one.entries)('$name takes what is right', async (entry) => {
    expect(await callRightly(entry)).toBeUndefined()
  })

  const cases = one.entries.flatMap((entry) =>
    entry.parameters.map((each) => ({ entry, each, title: `${entry.name}, ${placeOf(each)}` })),
  )
  test.each(cases)('$title refuses by name what is none', async ({ entry, each }) => {
    expect((await holdParameter(entry, each, effort)).faults).toEqual([])
  })
})

/** Whether the first package exports again what is the second's, and not the other way round. */
function isAbove(lower: string, upper: string): boolean {
  const order = [
    '@bilayer/core',
    '@bilayer/data',
    '@bilayer/mlp',
    '@bilayer/estimators',
    '@bilayer/formats',
    'bilayer',
  ]
  return order.includes(lower) && order.includes(upper) && order.indexOf(lower) < order.indexOf(upper)
}
