import { join } from 'node:path'

const core = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'core', 'src')

/** A module that exports a provider, made of the reference backend by `changed`; `more` changes the provider itself. */
const moduleOf = (changed: string, more = '{}'): string => `
  import { defineBackend } from ${JSON.stringify(join(core, 'index.ts'))}
  import { referenceDefinition } from ${JSON.stringify(join(core, 'reference.ts'))}
  const right = referenceDefinition('bad', (length) => new Float32Array(length))
  const { core, storage } = right
  const whole = (change = {}) => defineBackend({ ...right, ...change })
  const create = async () => ${changed}
  export default { name: 'bad', probe: async () => ({ available: true }), create, ...${more} }
`

const kernel = (name: string, body: string): string =>
  moduleOf(
    `whole({ core: { ...core, ${name}: (...operands) => { ${body}; return core.${name}(...operands) } } })`,
  )

/** Modules of strangers, each bad in one way, by what they do. */
export const badBackends = {
  'hangs in read': moduleOf('whole({ storage: { ...storage, read: () => new Promise(() => {}) } })'),
  'spins in matmul': kernel('matmul', "process.stderr.write('spins ' + process.pid + '\\n'); for (;;);"),
  'ends its process': kernel('relu', 'process.exit(0)'),
  'kills its process': kernel('relu', "process.kill(process.pid, 'SIGKILL'); for (;;);"),
  'exhausts the memory': kernel(
    'mask',
    'const all = []; for (;;) all.push(Array.from({ length: 1000 }, (_, i) => ({ i })))',
  ),
  'throws in a timer': moduleOf("(setTimeout(() => { throw new Error('tick') }), whole())"),
  'rejects unheard': kernel('relu', "Promise.reject(new Error('unheard'))"),
  'throws in dispose': moduleOf("({ ...whole(), dispose: () => { throw new Error('stuck') } })"),
  'rejects in dispose': moduleOf("({ ...whole(), dispose: () => Promise.reject(new Error('stuck')) })"),
  'fails in matmul and in dispose': moduleOf(
    `({
      ...whole({ core: { ...core, matmul: () => { throw new Error('no memory') } } }),
      dispose: () => Promise.reject(new Error('stuck')),
    })`,
  ),
  'never disposes': moduleOf('({ ...whole(), dispose: () => new Promise(() => {}) })'),
  'spins in dispose': moduleOf('({ ...whole(), dispose: () => { for (;;); } })'),
  'creates nothing': moduleOf('undefined'),
  'creates half a backend': moduleOf('({ ...whole(), matmul: undefined, sync: undefined })'),
  'throws in probe': moduleOf('whole()', "{ probe: () => { throw new TypeError('no driver') } }"),
  'spins in probe': moduleOf('whole()', '{ probe: () => { for (;;); } }'),
  'ends its process at once': 'process.exit(0)',
  'is wrong in relu': moduleOf('whole({ core: { ...core, relu: core.mask } })'),
  'is wrong in mask': moduleOf(
    'whole({ core: { ...core, mask: (z) => core.mask(z).map((_, i) => (z.storage[i] >= 0 ? 1 : 0)) } })',
  ),
  prints: `console.log('hello'); ${kernel('relu', "process.stdout.write('relu\\n')")}`,
} as const
