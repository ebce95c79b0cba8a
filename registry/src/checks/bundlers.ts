import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveBuilt } from '../../../scripts/serve-built.ts'
import { expectEqual } from '../expect-equal.ts'
import { startBrowser } from '../page.ts'
import { pinned } from '../pinned.ts'
import { createProject, type Project } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** Brings a page to the folder `dist`, each with as little configuration as its users need. */
const bundlers: Readonly<Record<string, (project: Project) => Promise<unknown>>> = {
  Vite: (project) => project.run(pinned.vite, 'build'),

  // esbuild leaves `new URL('./worker.js', import.meta.url)` as it is: the script of the workers is a second entry.
  esbuild: async (project) => {
    const worker = 'worker=node_modules/@bilayer/backend-worker-pool/dist/worker.js'
    await project.run(pinned.esbuild, 'page.js', worker, '--bundle', '--format=esm', '--outdir=dist')
    await copyFile(join(project.folder, 'index.html'), join(project.folder, 'dist', 'index.html'))
  },

  webpack: async (project) => {
    const output = ['--output-path', 'dist', '--output-filename', 'page.js']
    await project.run(pinned.webpack, 'build', '--mode', 'production', '--entry', './page.js', ...output)
    await copyFile(join(project.folder, 'index.html'), join(project.folder, 'dist', 'index.html'))
  },
}

/** A page that learns on wasm and on threads is built by each bundler, and works in Chromium. */
export const bundlerChecks = (setting: Setting): Check[] =>
  Object.entries(bundlers).map(([name, build]) => ({
    name: `${name}: a page with wasm and worker-pool learns in Chromium`,
    run: async () => {
      const project = await createProject(setting, 'npm')
      await project.install('@bilayer/backend-wasm', '@bilayer/backend-worker-pool', '@bilayer/mlp')
      await project.copy('page.js', 'index.html')
      await build(project)
      await learnInPage(join(project.folder, 'dist'))
    },
  }))

/** What the page defines. */
declare const learnOn: Readonly<Record<'wasm' | 'workerPool', () => Promise<number[]>>>

async function learnInPage(folder: string): Promise<void> {
  await using served = await serveBuilt(folder)
  await using browser = await startBrowser()
  const { page } = browser
  await browser.open(served.url)
  const onWasm = await page.evaluate(() => learnOn.wasm())
  const onThreads = await page.evaluate(() => learnOn.workerPool())
  expectEqual('what it learnt on wasm, rounded', onWasm.map(Math.round), [0, 1, 1, 0])
  expectEqual('what it learnt on two threads', onThreads, onWasm)
  expectEqual('the threads of the page', page.workers().length, 2)
}
