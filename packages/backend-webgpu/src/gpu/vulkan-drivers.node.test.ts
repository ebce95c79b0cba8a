import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasVulkanDriver } from './vulkan-drivers.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vulkan-'))
  await mkdir(join(folder, 'vulkan', 'icd.d'), { recursive: true })
  await writeFile(join(folder, 'vulkan', 'icd.d', 'mine.json'), '{}')
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

test.each(['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'])('the variable %s names a driver', async (name) => {
  expect(await hasVulkanDriver({ [name]: '/somewhere/icd.json' })).toBe(true)
})

test('a driver lies in a folder of the user, or of all', async () => {
  expect(await hasVulkanDriver({ XDG_DATA_HOME: folder })).toBe(true)
  expect(await hasVulkanDriver({ XDG_DATA_HOME: '/nowhere', XDG_DATA_DIRS: `/nowhere:${folder}` })).toBe(true)
})
