import { expect, test } from 'vitest'
import { sections } from './navigation.ts'
import { documents, GENERATED } from './repository.ts'

test('every document of the repository stands in the navigation, once, and nothing else does', () => {
  const listed = sections().flatMap(({ items }) => items.map(([, document]) => document))
  const written = (paths: readonly string[]) => paths.filter((path) => !path.startsWith(GENERATED)).toSorted()
  expect(written(listed)).toEqual(written(documents()))
})
