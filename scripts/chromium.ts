import { existsSync } from 'node:fs'

/** Where a Chromium may be that is installed; Playwright's own is not downloaded. */
const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** How tests and benchmarks start a browser. Throws where none is found. */
export function chromiumOptions(): { readonly executablePath: string; readonly args: string[] } {
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined) {
    throw new Error(
      'No Chromium was found. Install it (apt-get install chromium), or name it in the variable CHROMIUM.',
    )
  }
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // WebGPU, which Chromium has on Linux for who asks for it; on SwiftShader, a program, unless another adapter is named.
    '--enable-unsafe-webgpu',
    `--use-webgpu-adapter=${process.env['WEBGPU_ADAPTER'] ?? 'swiftshader'}`,
  ]
  return { executablePath, args }
}
