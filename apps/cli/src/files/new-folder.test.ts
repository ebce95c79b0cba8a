import { readdirSync } from 'node:fs'
import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { writeNewFolder } from './new-folder.ts'

test('whenever a signal can come, a new folder is whole or not there', async () => {
  await using scratch = await mkdtempDisposable(join(tmpdir(), 'bilayer-new-folder-'))
  const names = ['a.txt', 'b.txt', 'c.txt']
  const written = writeNewFolder(join(scratch.path, 'new'), new Map(names.map((name) => [name, 'text'])))
  const found = new Set<string>()
  const over = new AbortController()
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      found.add(readdirSync(scratch.path).join(' '))
      // Signals are heard between two turns of the event loop.
      await setImmediate()
    }
  }
  const watched = watch()
  await written
  over.abort()
  await watched
  expect([...found].filter((each) => each !== '' && each !== 'new')).toEqual([])
  expect((await readdir(join(scratch.path, 'new'))).toSorted()).toEqual(names)
})
