import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Changeset, laggingPackages, readChangesets } from './changesets.ts'
import { type Manifest, readManifests } from './manifests.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '..')
const manifests = await readManifests(root)
const published = [...manifests.values()].filter((manifest) => manifest.private !== true)

describe('a release that is no patch takes along who has the package as a peer', () => {
  test('in the changesets that are here', async () => {
    expect(laggingPackages(await readChangesets(root), manifests.values())).toEqual([])
  })

  test.each<[string, Changeset[], string[]]>([
    ['a patch', [{ core: 'patch' }], []],
    ['a minor alone', [{ core: 'minor' }], ['mlp has the peer core: its release must be as large']],
    [
      'a minor with a patch',
      [{ core: 'minor', mlp: 'patch' }],
      ['mlp has the peer core: its release must be as large'],
    ],
    ['a minor with a minor, in two changesets', [{ core: 'minor' }, { mlp: 'minor' }], []],
    [
      'a major with a minor',
      [{ core: 'major', mlp: 'minor' }],
      ['mlp has the peer core: its release must be as large'],
    ],
    ['a minor of an optional peer', [{ vitest: 'minor' }], []],
  ])('%s', (_title, changesets, lagging) => {
    const version = '0.1.0'
    const mlp: Manifest = {
      name: 'mlp',
      version,
      peerDependencies: { core: 'workspace:^', vitest: '>=3' },
      peerDependenciesMeta: { vitest: { optional: true } },
    }
    expect(laggingPackages(changesets, [{ name: 'core', version }, mlp])).toEqual(lagging)
  })
})

describe('changeset version', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bilayer-versions-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  /** The workspace without its code, released with these changesets, or with those that are here. */
  async function release(version?: string, changeset?: Changeset): Promise<Map<string, Manifest>> {
    await Promise.all(
      ['.changeset', 'scripts/changelog.ts', 'package.json', 'pnpm-workspace.yaml'].map((path) =>
        cp(join(root, path), join(folder, path), { recursive: true }),
      ),
    )
    for (const [path, manifest] of manifests) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(
        join(folder, path),
        JSON.stringify({ ...manifest, version: version ?? manifest.version }),
      )
    }
    if (changeset) {
      await rm(join(folder, '.changeset'), { recursive: true })
      await mkdir(join(folder, '.changeset'))
      await cp(join(root, '.changeset/config.json'), join(folder, '.changeset/config.json'))
      const head = Object.entries(changeset).map(([name, kind]) => `'${name}': ${kind}`)
      await writeFile(
        join(folder, '.changeset/change.md'),
        ['---', ...head, '---', '', 'Another.', ''].join('\n'),
      )
    }
    await run('git', ['init', '--quiet'], { cwd: folder })
    await run(process.execPath, [join(root, 'node_modules/@changesets/cli/bin.js'), 'version'], {
      cwd: folder,
    })
    return readManifests(folder)
  }

  /** The versions of published packages that are not 0.1.0. */
  const changed = (after: Map<string, Manifest>): Record<string, string> =>
    Object.fromEntries(
      [...after.values()]
        .filter((manifest) => manifest.private !== true && manifest.version !== '0.1.0')
        .map(({ name, version }) => [name, version]),
    )

  test('begins a package that was never released with 0.1.0, and a changelog of its own', async () => {
    const fresh = [...manifests].filter(
      ([, { version, private: isPrivate }]) => version === '0.0.0' && isPrivate !== true,
    )
    const after = await release()
    for (const [path, { name }] of fresh) {
      expect(after.get(path)).toMatchObject({ name, version: '0.1.0' })
      const changelog = await readFile(join(folder, dirname(path), 'CHANGELOG.md'), 'utf8')
      expect(changelog).toMatch(new RegExp(`^# ${name}\n\n## 0\\.1\\.0\n\n### Minor Changes\n\n- `, 'u'))
      expect(changelog).not.toContain('Goes with')
    }
  })

  test('gives a patch of core to core alone', async () => {
    expect(changed(await release('0.1.0', { '@bilayer/core': 'patch' }))).toEqual({
      '@bilayer/core': '0.1.1',
    })
  })

  test('gives whoever depends on a minor a patch, with a changelog that names it', async () => {
    expect(changed(await release('0.1.0', { '@bilayer/mlp': 'minor' }))).toEqual({
      '@bilayer/mlp': '0.2.0',
      '@bilayer/estimators': '0.1.1',
      bilayer: '0.1.1',
    })
    expect(await readFile(join(folder, 'packages/estimators/CHANGELOG.md'), 'utf8')).toBe(
      '# @bilayer/estimators\n\n## 0.1.1\n\n### Patch Changes\n\n- Goes with `@bilayer/mlp` 0.2.0.\n',
    )
  })

  test('makes no major of those that have a minor of core as a peer', async () => {
    const peers = published.filter(
      ({ peerDependencies }) => peerDependencies?.['@bilayer/core'] !== undefined,
    )
    const names = ['@bilayer/core', ...peers.map(({ name }) => name)]
    const after = changed(
      await release('0.1.0', Object.fromEntries(names.map((name): [string, 'minor'] => [name, 'minor']))),
    )
    expect(after).toEqual({
      ...Object.fromEntries(names.map((name) => [name, '0.2.0'])),
      bilayer: '0.1.1',
      '@bilayer/cli': '0.1.1',
    })
  })
})
