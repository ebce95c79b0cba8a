import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Whether Vulkan, which Linux has its graphics devices through, has a driver. Dawn asks it too, but writes to the standard error where
 * there is none.
 */
export async function hasVulkanDriver(environment: Environment): Promise<boolean> {
  // What the loader of Vulkan reads, in its order.
  if (['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'].some((name) => isSet(environment[name]))) return true
  const listings = await Promise.all(driverFolders(environment).map(listing))
  return listings.flat().some((name) => name.endsWith('.json'))
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== ''

function driverFolders({
  XDG_DATA_HOME: home = join(homedir(), '.local', 'share'),
  XDG_DATA_DIRS: shared,
}: Environment): string[] {
  const folders = ['/etc', home, ...(isSet(shared) ? shared : '/usr/local/share:/usr/share').split(':')]
  return [...folders, '/run/opengl-driver/share'].map((folder) => join(folder, 'vulkan', 'icd.d'))
}

/** Nothing where there is no such folder. */
async function listing(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}
