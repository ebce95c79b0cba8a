import { createRandom } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import type { Build } from './build.ts'
import type { Kernels } from './kernels.ts'
import { compileKernels, instantiateKernels } from './load.ts'

const modules: readonly { readonly build: Build; readonly shared: boolean }[] = [
  { build: 'relaxed-simd', shared: false },
  { build: 'simd', shared: false },
  { build: 'relaxed-simd', shared: true },
  { build: 'simd', shared: true },
]

/** Rows, columns and inner size: at the edges of vectors, tiles and blocks. */
const sizes = [
  [1, 1, 1],
  [2, 3, 5],
  [4, 4, 4],
  [5, 7, 3],
  [6, 8, 16],
  [7, 9, 17],
  [1, 33, 12],
  [34, 1, 11],
  [12, 16, 513],
  [25, 65, 6],
  [250, 71, 10],
] as const

/** A kernel on given operands, over a range of its output. */
interface Subject {
  readonly name: string
  readonly inputs: readonly Float32Array[]
  /** Numbers in the output. */
  readonly outputs: number
  /** The end of the range that makes all of it. */
  readonly end: number
  readonly run: (
    kernels: Kernels,
    inputs: readonly number[],
    part: { readonly out: number; readonly begin: number; readonly end: number; readonly workspace: number },
  ) => void
}

/** Numbers from −4 to 4. */
function numbers(length: number): Float32Array {
  const random = createRandom(length)
  return Float32Array.from({ length }, () => 8 * random.uniform() - 4)
}

/** Whole numbers as the bits of a float32 array. */
const bits = (values: Uint32Array<ArrayBuffer>): Float32Array => new Float32Array(values.buffer)

function subjectsOf(rows: number, cols: number, inner: number): Subject[] {
  const X = numbers(rows * cols)
  const Y = numbers(rows * cols + 1).subarray(1)
  const Z = numbers(rows * cols + 2).subarray(2)
  const b = numbers(rows)
  const elements = { outputs: X.length, end: X.length }
  const inRows = { outputs: X.length, end: rows }
  const indices = bits(Uint32Array.from({ length: rows + 2 }, (_, i) => (i * 7) % rows))
  return [
    ...(['relu', 'mask', 'tanh', 'sigmoid', 'log', 'sqrt'] as const).map(
      (name) =>
        ({
          name,
          inputs: [X],
          ...elements,
          run: (kernels, [x], { out, begin, end }) => kernels[name](x, out, begin, end),
        }) satisfies Subject,
    ),
    ...(['hadamard', 'hadamardMask', 'divide'] as const).map(
      (name) =>
        ({
          name,
          inputs: [X, Y],
          ...elements,
          run: (kernels, [x, y], { out, begin, end }) => kernels[name](x, y, out, begin, end),
        }) satisfies Subject,
    ),
    {
      name: 'zeros',
      inputs: [X],
      ...elements,
      run: (kernels, _, { out, begin, end }) => kernels.zeros(out, begin, end),
    },
    {
      name: 'scale',
      inputs: [X],
      ...elements,
      run: (kernels, [x], { out, begin, end }) => kernels.scale(0.3, x, out, begin, end),
    },
    {
      name: 'axpy',
      inputs: [X, Y],
      ...elements,
      run: (kernels, [x, y], { out, begin, end }) => kernels.axpy(0.3, x, y, out, begin, end),
    },
    {
      name: 'axpby',
      inputs: [X, Y],
      ...elements,
      run: (kernels, [x, y], { out, begin, end }) => kernels.axpby(0.3, x, 0.7, y, out, begin, end),
    },
    {
      name: 'squareAverage',
      inputs: [X, Y],
      ...elements,
      run: (kernels, [v, g], { out, begin, end }) => kernels.squareAverage(0.9, 0.1, v, g, out, begin, end),
    },
    {
      name: 'adaptiveStep',
      inputs: [X, Y, Z],
      ...elements,
      run: (kernels, [theta, m, v], { out, begin, end }) =>
        kernels.adaptiveStep(theta, 0.3, m, v, 0.01, out, begin, end),
    },
    {
      name: 'addColumn',
      inputs: [X, b],
      ...inRows,
      run: (kernels, [x, c], { out, begin, end }) => kernels.addColumn(x, c, cols, out, begin, end),
    },
    {
      name: 'colsum',
      inputs: [X],
      outputs: rows,
      end: rows,
      run: (kernels, [x], { out, begin, end }) => kernels.colsum(x, cols, out, begin, end),
    },
    {
      name: 'transpose',
      inputs: [X],
      outputs: X.length,
      end: cols,
      run: (kernels, [x], { out, begin, end }) => kernels.transpose(x, rows, cols, out, begin, end),
    },
    {
      name: 'softmax',
      inputs: [X],
      outputs: X.length,
      end: cols,
      run: (kernels, [x], { out, begin, end }) => kernels.softmax(x, rows, cols, out, begin, end),
    },
    {
      name: 'gatherRows',
      inputs: [X, indices],
      outputs: indices.length * cols,
      end: indices.length,
      run: (kernels, [x, list], { out, begin, end }) => kernels.gatherRows(x, cols, list, out, begin, end),
    },
    ...products(rows, cols, inner),
  ]
}

/** Every way to call `matmul`, by rows and by columns. */
function products(rows: number, cols: number, inner: number): Subject[] {
  const A = numbers(rows * inner)
  const B = numbers(inner * cols)
  const b = numbers(rows)
  const ways = [false, true].flatMap((aTransposed) =>
    [false, true].flatMap((bTransposed) =>
      (['none', 'bias', 'bias, relu'] as const).map((epilogue) => ({ aTransposed, bTransposed, epilogue })),
    ),
  )
  return ways.flatMap(({ aTransposed, bTransposed, epilogue }) => {
    const name = `matmul, ${aTransposed ? 'Aᵀ' : 'A'} ${bTransposed ? 'Bᵀ' : 'B'}, ${epilogue}`
    const subject = (end: number, ranges: (begin: number, end: number) => [number, number, number, number]) =>
      ({
        name,
        inputs: epilogue === 'none' ? [A, B] : [A, B, b],
        outputs: rows * cols,
        end,
        run: (kernels, [a, x, c = 0], part) =>
          kernels.matmul(
            a,
            aTransposed,
            x,
            bTransposed,
            rows,
            inner,
            cols,
            c,
            epilogue === 'bias, relu',
            part.out,
            ...ranges(part.begin, part.end),
            part.workspace,
          ),
      }) satisfies Subject
    return [
      subject(rows, (begin, end) => [begin, end, 0, cols]),
      subject(cols, (begin, end) => [0, rows, begin, end]),
    ]
  })
}

const WORKSPACE = 64
const PAGES = 64

/** What stands where a kernel has not written; no result is this number. */
const UNTOUCHED = 12_345

async function start({ build, shared }: (typeof modules)[number]) {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared })
  const kernels = await instantiateKernels(await compileKernels(build, { shared }), memory)
  const floats = new Float32Array(memory.buffer)
  const beforeOut = WORKSPACE + kernels.workspaceBytes()

  /**
   * The memory around the output, with 16 numbers on each side, after a run over each of the parts. The operand number `last`
   * ends where the memory ends, so that reading beyond it is a trap.
   */
  const compute = (
    { inputs, outputs, run }: Subject,
    parts: readonly (readonly [number, number])[],
    last = 0,
  ) => {
    const out = beforeOut + 64
    let next = out + 4 * outputs + 64
    const pointers = inputs.map((values, i) => {
      const pointer = i === last ? memory.buffer.byteLength - values.byteLength : next
      if (i !== last) next += values.byteLength
      floats.set(values, pointer / 4)
      return pointer
    })
    const found = floats.subarray(beforeOut / 4, (out + 4 * outputs + 64) / 4).fill(UNTOUCHED)
    for (const [begin, end] of parts) run(kernels, pointers, { out, begin, end, workspace: WORKSPACE })
    return found.slice()
  }
  return { kernels, floats, compute }
}

describe.each(modules)('$build, shared $shared', async (module) => {
  const { kernels, floats, compute } = await start(module)

  test.each(sizes)('%i × %i, inner %i: kernels stay within their operands and their output', (...size) => {
    for (const subject of subjectsOf(...size)) {
      for (const last of subject.inputs.keys()) {
        const found = compute(subject, [[0, subject.end]], last)
        const before = found.subarray(0, 16)
        const after = found.subarray(16 + subject.outputs)
        const written = found.subarray(16, 16 + subject.outputs)
        expect({
          name: subject.name,
          around: new Set([...before, ...after]),
          isComplete: !written.includes(UNTOUCHED),
        }).toEqual({ name: subject.name, around: new Set([UNTOUCHED]), isComplete: true })
      }
    }
  })

  test.each(sizes)('%i × %i, inner %i: a part has the bits of the whole, and nothing else', (...size) => {
    for (const subject of subjectsOf(...size)) {
      const { name, end, outputs } = subject
      const whole = compute(subject, [[0, end]])
      for (const cuts of [
        [0, 1, end],
        [0, end >> 1, end],
        [0, end / 3, (2 * end) / 3, end].map(Math.floor),
      ]) {
        const ranges = cuts.slice(1).map((to, i) => [cuts[i], Math.max(to, cuts[i])] as const)
        expect({ name, found: compute(subject, ranges) }).toEqual({ name, found: whole })
        const written = ranges.map((range) => compute(subject, [range]))
        const count = written.flatMap((values) => [...values]).filter((value) => value !== UNTOUCHED).length
        expect({ name, count }).toEqual({ name, count: outputs })
      }
    }
  })

  test('matmul gives a rectangle of the product the bits of the whole', () => {
    const [rows, inner, cols] = [29, 530, 43]
    const at = { a: 2 ** 20, b: 2 ** 21, whole: 3 * 2 ** 20, pieces: 3.5 * 2 ** 20 }
    floats.set(numbers(rows * inner), at.a / 4)
    floats.set(numbers(inner * cols), at.b / 4)
    const multiply = (out: number, ...rectangle: [number, number, number, number]) =>
      kernels.matmul(at.a, false, at.b, false, rows, inner, cols, 0, false, out, ...rectangle, WORKSPACE)
    multiply(at.whole, 0, rows, 0, cols)
    for (const [top, bottom] of [
      [0, 10],
      [10, 10],
      [10, rows],
    ] as const) {
      multiply(at.pieces, top, bottom, 17, cols)
      multiply(at.pieces, top, bottom, 0, 17)
    }
    const result = (out: number) => floats.slice(out / 4, out / 4 + rows * cols)
    expect(result(at.pieces)).toEqual(result(at.whole))
  })

  test.each([
    ['tanh', Math.tanh],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
    ['log', Math.log],
  ] as const)('%s is within 3 units of roundoff over all of float32', (name, exact) => {
    const count = 2 ** 17
    const step = 2 ** 32 / count
    const [x, out] = [2 ** 20, 2 ** 21]
    const words = new Uint32Array(floats.buffer, x, count)
    for (let i = 0; i < count; i++) words[i] = i * step + (i % step)
    kernels[name](x, out, 0, count)
    const wrong: string[] = []
    for (let i = 0; i < count; i++) {
      const argument = floats[x / 4 + i]
      const found = floats[out / 4 + i]
      const expected = exact(argument)
      const near = Math.abs(found - expected) <= Math.max(3 * 2 ** -24 * Math.abs(expected), 2 ** -126)
      if (!near && !Object.is(found, expected))
        wrong.push(`${name}(${argument}) is ${found}, not ${expected}`)
    }
    expect(wrong).toEqual([])
  })
})

test('simd: each element of a product is one chain of rounded products and sums, on every machine', async () => {
  const { kernels, floats } = await start({ build: 'simd', shared: false })
  const [rows, inner, cols] = [7, 700, 9]
  const [A, B] = [numbers(rows * inner), numbers(inner * cols)]
  const [a, b, out] = [2 ** 20, 2 ** 20 + 2 ** 16, 2 ** 21]
  floats.set(A, a / 4)
  floats.set(B, b / 4)
  kernels.matmul(a, false, b, false, rows, inner, cols, 0, false, out, 0, rows, 0, cols, WORKSPACE)
  const chain = (i: number, j: number) => {
    let sum = 0
    for (let k = 0; k < inner; k++) {
      sum = Math.fround(sum + Math.fround(A[i * inner + k] * B[k * cols + j]))
    }
    return sum
  }
  const expected = Float32Array.from({ length: rows * cols }, (_, n) => chain(Math.floor(n / cols), n % cols))
  expect(floats.slice(out / 4, out / 4 + rows * cols)).toEqual(expected)
})
