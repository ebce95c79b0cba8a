import { expect, test } from 'vitest'
import { lostLinks } from './lost-links.ts'

const packed = (files: Readonly<Record<string, string>>) => ({
  listFiles: () => Object.keys(files),
  readFile: (path: string) => files[path],
})

test('links to files and folders of the package, on the same page and to other hosts are right', () => {
  const readme = '[a](src/a.ts) [b](src) [c](CASES.md#one) [d](#here) [e](https://nodejs.org) ![f](f.png)'
  const files = {
    '/p/README.md': readme,
    '/p/src/a.ts': '',
    '/p/CASES.md': '[back](README.md)',
    '/p/f.png': '',
  }
  expect(lostLinks(packed(files))).toEqual([])
})

test('links that leave the package, or lead nowhere in it, are told', () => {
  const readme = '[a](../b/README.md), [c](src/c.ts)\n<img src="../../docs/d.png">'
  expect(lostLinks(packed({ '/node_modules/a/README.md': readme }))).toEqual([
    'README.md links to ../b/README.md, which is not in the package',
    'README.md links to src/c.ts, which is not in the package',
    'README.md links to ../../docs/d.png, which is not in the package',
  ])
})

test('code is no link', () => {
  const readme = '```ts\nconst [x] = f[0](y)\n```\nand `f[0](y)`'
  expect(lostLinks(packed({ '/p/README.md': readme }))).toEqual([])
})
