import { createRandom, type Numerics } from '@bilayer/core'
import type { DeviceTexture } from '../load.ts'
import type { Machine } from './machine.ts'
import type { shaders } from './shaders.ts'

/** Numbers that each property is measured on. */
const COUNT = 4096

/** Sizes that a device may flush to 0: beneath 2⁻¹²⁶. */
const SUBNORMAL = 2 ** -140

/** Finds out by computing what a device keeps of float32. */
export async function measureNumerics(machine: Machine): Promise<Numerics> {
  return {
    unitRoundoff: await measureRoundoff(machine),
    subnormals: (await keepsSubnormals(machine)) ? 'kept' : 'flushed',
    nonFinite: (await keepsNonFinite(machine)) ? 'ieee' : 'unspecified',
  }
}

type Name = keyof typeof shaders

/** What a shader makes of rows of numbers. */
async function compute(
  { kernels, reader }: Machine,
  name: Name,
  operands: readonly Float32Array[],
  ...numbers: readonly number[]
): Promise<Float32Array> {
  const count = operands[0].length
  const extent = { width: Math.ceil(count / 2), height: 2 }
  const textures = operands.map((operand) => kernels.upload(operand, 1, count, extent))
  const result = kernels.run(name, extent, textures, ...numbers)
  const values = await reader.read(result, 1, count)
  for (const texture of [...textures, result] satisfies DeviceTexture[]) texture.delete()
  return values
}

/** The smallest power of two that no single operation's relative error exceeds. */
async function measureRoundoff(machine: Machine): Promise<number> {
  const random = createRandom(1)
  const values = () => Float32Array.from({ length: COUNT }, () => 2 ** (20 * random.uniform() - 10))
  const [x, y] = [values(), values()]
  const exact: readonly [Name, readonly Float32Array[], (a: number, b: number) => number, ...number[]][] = [
    ['axpy', [x, y], (a, b) => b - a, -1],
    ['hadamard', [x, y], (a, b) => a * b],
    ['divide', [x, y], (a, b) => a / b],
    ['sqrt', [x], Math.sqrt],
  ]
  let largest = 2 ** -24
  for (const [name, operands, expected, ...numbers] of exact) {
    const found = await compute(machine, name, operands, ...numbers)
    for (const [i, value] of found.entries()) {
      const wanted = expected(x[i], y[i])
      const error = value === wanted ? 0 : Math.abs((value - wanted) / wanted)
      largest = Math.max(largest, Number.isNaN(error) ? 1 : error)
    }
  }
  return 2 ** Math.ceil(Math.log2(largest))
}

async function keepsSubnormals(machine: Machine): Promise<boolean> {
  const x = Float32Array.of(SUBNORMAL, -SUBNORMAL, 2 ** -100, 1)
  const y = Float32Array.of(1, 1, 2 ** -40, SUBNORMAL)
  const products = await compute(machine, 'hadamard', [x, y])
  const scaled = await compute(machine, 'scale', [x], 1)
  return sameNumbers(products, [SUBNORMAL, -SUBNORMAL, SUBNORMAL, SUBNORMAL]) && sameNumbers(scaled, x)
}

async function keepsNonFinite(machine: Machine): Promise<boolean> {
  const { NaN: nan } = Number
  const x = Float32Array.of(nan, Infinity, -Infinity, 1, -1, 0)
  const y = Float32Array.of(1, 0, 2, 0, 0, 0)
  return (
    sameNumbers(await compute(machine, 'relu', [x], 0), [nan, Infinity, 0, 1, 0, 0]) &&
    sameNumbers(await compute(machine, 'mask', [x]), [0, 1, 0, 1, 0, 0]) &&
    sameNumbers(await compute(machine, 'hadamard', [x, y]), [nan, nan, -Infinity, 0, -0, 0]) &&
    sameNumbers(await compute(machine, 'divide', [x, y]), [
      nan,
      Infinity,
      -Infinity,
      Infinity,
      -Infinity,
      nan,
    ]) &&
    sameNumbers(await compute(machine, 'log', [x]), [nan, Infinity, nan, 0, nan, -Infinity])
  )
}

/** Whether both hold the same numbers. Zeros have a sign, and NaN is NaN. */
const sameNumbers = (found: Float32Array, expected: ArrayLike<number>): boolean =>
  found.every((value, i) => Object.is(value, expected[i]))
