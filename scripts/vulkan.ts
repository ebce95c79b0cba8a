import { existsSync } from 'node:fs'

/** Where the programs may be, among the files of Chromium, that stand in for a graphics processor. */
const candidates = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
]

/** The driver of Vulkan that VK_ICD_FILENAMES names, or else the program that comes with Chromium; undefined where there is neither. */
export const vulkanDriver = (): string | undefined =>
  process.env['VK_ICD_FILENAMES'] ?? candidates.find((path) => existsSync(path))

/** The environment in which Vulkan finds a device. Throws where there is none. */
export function vulkanEnvironment(): { readonly VK_ICD_FILENAMES: string } {
  const driver = vulkanDriver()
  if (driver !== undefined) return { VK_ICD_FILENAMES: driver }
  throw new Error(
    'No driver of Vulkan was found. Install Chromium, whose own will do (apt-get install chromium libvulkan1), or name one in the variable VK_ICD_FILENAMES.',
  )
}
