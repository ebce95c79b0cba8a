import { existsSync } from 'node:fs'

/** Where the programs may be, among the files of Chromium, that stand in for a graphics processor. */
const candidates = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
]

/**
 * The environment in which Vulkan finds a device: the one that VK_ICD_FILENAMES names, or else the program that comes with Chromium.
 * Throws where there is neither.
 */
export function vulkanEnvironment(): { readonly VK_ICD_FILENAMES: string } {
  const driver = process.env['VK_ICD_FILENAMES'] ?? candidates.find((path) => existsSync(path))
  if (driver === undefined) {
    throw new Error(
      'No driver of Vulkan was found. Install Chromium, whose own will do (apt-get install chromium libvulkan1), or name one in the variable VK_ICD_FILENAMES.',
    )
  }
  return { VK_ICD_FILENAMES: driver }
}
