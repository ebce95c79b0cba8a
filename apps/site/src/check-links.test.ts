import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brokenLinks } from './check-links.ts'

const folder = await mkdtemp(join(tmpdir(), 'bilayer-links-'))
afterAll(() => rm(folder, { recursive: true }))

test('links to files, places and other hosts are told from those that lead nowhere', async () => {
  await mkdir(join(folder, 'guide'))
  await writeFile(
    join(folder, 'index.html'),
    `<a href="guide/first.html#begin">right</a><a href="guide/">right</a><a href="https://nodejs.org">elsewhere</a>
     <a href="guide/first.html#end">no such place</a><img src="picture.png"><a href="/guide/">absolute</a>`,
  )
  await writeFile(join(folder, 'guide', 'index.html'), '<a href="../index.html">right</a>')
  await writeFile(join(folder, 'guide', 'first.html'), '<h1 id="begin">First</h1><a href="#begin">right</a>')
  expect(brokenLinks(folder)).toEqual([
    'index.html: guide/first.html#end leads to no place of that page',
    'index.html: /guide/ works below no other path: it must be relative',
    'index.html: picture.png leads to no file',
  ])
})
