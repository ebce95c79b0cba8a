import { readFile } from 'node:fs/promises'
import { builtinModules, createRequire } from 'node:module'
import packageJson from '../../../packages/bilayer/package.json' with { type: 'json' }
import type { Benchmark } from '../benchmark.ts'
import { packageVersion } from '../package-version.ts'
import type { Measurement } from '../results.ts'
import { bundleForPage, compressedLength } from '../sizes/page-bundle.ts'
import { spreadOf } from '../statistics.ts'

/** What a page would load. */
interface Bundle {
  readonly name: string
  /** A module that keeps all that is bundled. */
  readonly source: string
  readonly version: string
  /** Files that are loaded beside the bundle. */
  readonly beside?: readonly string[]
}

const whole = (name: string, version: string): Bundle => ({
  name,
  version,
  source: `export * from '${name}'`,
})

const own = [
  'core',
  'mlp',
  'backend-wasm',
  'backend-worker-pool',
  'backend-cpu-js',
  'data',
  'formats',
  'estimators',
  'conformance',
]

const bundles: readonly Bundle[] = [
  {
    name: 'bilayer: train on whatever works',
    version: packageJson.version,
    source: `export { createMlp, selectBackend } from 'bilayer'`,
  },
  {
    name: 'bilayer: train on wasm',
    version: packageJson.version,
    source: `export { wasm } from '@bilayer/backend-wasm'; export { createMlp } from '@bilayer/mlp'`,
  },
  whole('bilayer', packageJson.version),
  ...own.map((name) => whole(`@bilayer/${name}`, packageJson.version)),
  whole('@jax-js/jax', packageVersion('@jax-js/jax')),
  whole('@tensorflow/tfjs', packageVersion('@tensorflow/tfjs')),
  {
    name: '@tensorflow/tfjs with tfjs-backend-wasm',
    version: packageVersion('@tensorflow/tfjs-backend-wasm'),
    source: `export * from '@tensorflow/tfjs'; export * as wasm from '@tensorflow/tfjs-backend-wasm'`,
    beside: ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'],
  },
  {
    name: 'brain.js',
    version: packageVersion('brain.js'),
    source: `export { NeuralNetwork } from 'brain.js'`,
  },
  {
    name: 'onnxruntime-web, wasm only',
    version: packageVersion('onnxruntime-web'),
    source: `export * from 'onnxruntime-web/wasm'`,
    beside: ['onnxruntime-web/ort-wasm-simd-threaded.wasm'],
  },
]

/** What a page downloads. */
export const size: Benchmark = {
  name: 'size',
  description: 'what a page downloads: minified and compressed',
  method:
    'esbuild bundles what the package exports for a browser, minified; gzip at level 9; WebAssembly files that a library loads ' +
    'beside its code are added, each compressed too. Kilobytes of 1000 bytes.',
  run: async ({ show }) => {
    const measurements: Measurement[] = []
    for (const bundle of bundles) {
      measurements.push({
        subject: bundle.name,
        version: bundle.version,
        case: 'minified and compressed',
        unit: 'KB',
        ...spreadOf([(await compressedBytes(bundle)) / 1000]),
      })
    }
    show(measurements)
    return { measurements, absent: [] }
  },
}

async function compressedBytes({ source, beside = [] }: Bundle): Promise<number> {
  // Where a library asks for these, a page has to bring its own: they are not counted.
  const { bytes } = await bundleForPage(source, { external: ['node:*', ...builtinModules] })
  const { resolve } = createRequire(import.meta.url)
  const files = await Promise.all(beside.map((file) => readFile(resolve(file))))
  return files.map(compressedLength).reduce((sum, length) => sum + length, bytes)
}
