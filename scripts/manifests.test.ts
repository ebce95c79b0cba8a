import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readManifests } from './manifests.ts'

const manifests = await readManifests(join(import.meta.dirname, '..'))
const published = [...manifests.values()].filter((manifest) => manifest.private !== true)

/** What a user installs as a whole, so that core comes with it. Nothing of ours is built upon them. */
const WHOLE = new Set(['bilayer', '@bilayer/cli'])

test.each(published)('$name says what it is, and can be bundled', (manifest) => {
  expect(manifest).toMatchObject({
    type: 'module',
    license: 'MIT',
    sideEffects: false,
    description: expect.stringMatching(/\.$/u) as string,
    keywords: expect.arrayContaining(['bilayer']) as string[],
    engines: { node: expect.stringMatching(/^>=2\d/u) as string },
    files: expect.arrayContaining(['dist', 'CHANGELOG.md']) as string[],
  })
})

test('there is one copy of core: all but what is installed as a whole have it as a peer', () => {
  const others = published.filter(({ name }) => name !== '@bilayer/core')
  for (const { name, dependencies = {}, peerDependencies = {} } of others) {
    const [own, peer] = WHOLE.has(name) ? ['workspace:^', undefined] : [undefined, 'workspace:^']
    expect([name, dependencies['@bilayer/core'], peerDependencies['@bilayer/core']]).toEqual([
      name,
      own,
      peer,
    ])
  }
})
