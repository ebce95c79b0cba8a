/** The type of the elements of a buffer, as a shader sees them. */
export type Element = 'f32' | 'vec4f' | 'u32'

/** A computation of the device: one shader, compiled once and used for all sizes. */
export interface Kernel {
  /** Tells kernels apart. */
  readonly name: string
  /** The operands, which the shader reads as the arrays `a`, `b` and `c`. */
  readonly operands: readonly Element[]
  /** What it writes to, the array `result`. */
  readonly result: Element
  /** Whole numbers that the shader reads by their names, such as `p.rows`. */
  readonly sizes: readonly string[]
  /** Float32 numbers that it reads likewise. */
  readonly factors?: readonly string[]
  /** Threads of a group. */
  readonly threads: number
  /** Extensions of the language that it needs. */
  readonly extensions?: readonly string[]
  /** Functions and variables that the body uses. */
  readonly helpers?: string
  /** What a thread does: number `thread` of the group number `group`, of `p.groups`. */
  readonly body: string
}

/** A group of threads for each part of the work, in as many rows of groups as the device asks for. */
export function shaderOf(kernel: Kernel): string {
  const { operands, result, sizes, factors = [], threads, extensions = [], helpers = '', body } = kernel
  const parameters = [
    ...['groups', ...sizes].map((name) => `${name}: u32`),
    ...factors.map((name) => `${name}: f32`),
  ]
  const arrays = operands.map(
    (type, i) => `@group(0) @binding(${i + 2}) var<storage, read> ${'abc'[i]}: array<${type}>;`,
  )
  return `
${extensions.map((name) => `enable ${name};`).join('\n')}
struct Parameters { ${parameters.join(', ')} }
@group(0) @binding(0) var<uniform> p: Parameters;
@group(0) @binding(1) var<storage, read_write> result: array<${result}>;
${arrays.join('\n')}
${helpers}
@compute @workgroup_size(${threads})
fn main(
  @builtin(workgroup_id) place: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = place.y * grid.x + place.x;
  if (group >= p.groups) { return; }
${body}
}`
}
