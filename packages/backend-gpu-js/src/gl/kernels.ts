import type { IKernelRunShortcut } from 'gpu.js'
import type { DeviceTexture, Library } from '../load.ts'
import { MOST_ELEMENTS } from '../most-elements.ts'
import { type Device, launch } from './device.ts'
import { type ProductKind, productShader } from './product.ts'
import { type Shader, shaders } from './shaders.ts'

/** The texels of an output. */
export interface Extent {
  readonly width: number
  readonly height: number
}

/** The kernels of a device, each compiled when it is first used and then used for all sizes. */
export interface Kernels {
  readonly upload: (data: Float32Array, rows: number, cols: number, extent: Extent) => DeviceTexture
  readonly run: (
    name: keyof typeof shaders,
    extent: Extent,
    textures: readonly DeviceTexture[],
    ...numbers: readonly number[]
  ) => DeviceTexture
  readonly product: (
    kind: ProductKind,
    extent: Extent,
    textures: readonly DeviceTexture[],
    inner: number,
  ) => DeviceTexture
}

const settings = {
  pipeline: true,
  precision: 'single',
  tactic: 'precision',
  dynamicOutput: true,
  dynamicArguments: true,
  // Else gpu.js cuts loops at 1,000 iterations, without a word.
  loopMaxIterations: MOST_ELEMENTS,
} as const

const TEXTURES = ['a', 'b', 'c'] as const

export function createKernels({ input }: Library, { gpu, gl }: Device): Kernels {
  const sample = 'texStorage2D' in gl ? 'texture' : 'texture2D'
  const compiled = new Map<string, IKernelRunShortcut>()

  const compile = (key: string, shader: () => Shader): IKernelRunShortcut => {
    let kernel = compiled.get(key)
    if (!kernel) {
      kernel = createKernel(gpu, sample, shader())
      compiled.set(key, kernel)
    }
    return kernel
  }

  const uploader = gpu.createKernel(
    `function (a) {
      const i = this.thread.y * 2;
      const j = this.thread.x * 2;
      return [a[i][j], a[i][j + 1], a[i + 1][j], a[i + 1][j + 1]];
    }`,
    { ...settings, argumentTypes: { a: 'Input' as 'Array' } },
  )

  return {
    upload: (data, rows, cols, { width, height }) =>
      launch(uploader, width, height, [input(data, [cols, rows])]),
    run: (name, { width, height }, textures, ...numbers) =>
      launch(
        compile(name, () => shaders[name]),
        width,
        height,
        [...textures, ...numbers],
      ),
    product: (kind, { width, height }, textures, inner) => {
      const key = `product ${kind.aTransposed} ${kind.bTransposed} ${kind.bias} ${kind.relu}`
      return launch(
        compile(key, () => productShader(kind)),
        width,
        height,
        [...textures, inner, ...(kind.relu ? [0] : [])],
      )
    },
  }
}

/** A kernel of gpu.js that is nothing but a call of `compute`. */
function createKernel(
  gpu: Device['gpu'],
  sample: string,
  { body, textures, integers = [], floats = [], helpers = '' }: Shader,
): IKernelRunShortcut {
  const names = TEXTURES.slice(0, textures)
  const macros = names.map(
    (name) => `#define ${name.toUpperCase()}(i, j) SAMPLE(user_${name}, (vec2(j, i) + 0.5) * ${name}Texel)\n`,
  )
  const texels = names.map((name) => `vec2 ${name}Texel = 1.0 / vec2(user_${name}Size);`)
  const source = `#define SAMPLE ${sample}\n${macros.join('')}${helpers}vec4 compute(int row, int col) { ${texels.join(' ')} ${body} }`
  const types = [
    ...names.map((name) => [name, 'ArrayTexture(4)'] as const),
    ...integers.map((name) => [name, 'Integer'] as const),
    ...floats.map((name) => [name, 'Float'] as const),
  ]
  return gpu.createKernel(
    `function (${types.map(([name]) => name).join(', ')}) { return compute(this.thread.y, this.thread.x); }`,
    {
      ...settings,
      argumentTypes: Object.fromEntries(types),
      nativeFunctions: [
        {
          name: 'compute',
          source,
          returnType: 'Array(4)',
          argumentTypes: { row: 'Integer', col: 'Integer' },
        },
      ],
    },
  )
}
