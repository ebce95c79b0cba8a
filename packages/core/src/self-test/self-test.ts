import { type Backend, isExtended } from '../backend.ts'
import { checkBackend } from '../check-backend.ts'
import { describeError } from '../describe.ts'
import { type Matrix, shapeOf } from '../matrix.ts'
import { float64Backend, float64Values } from '../reference.ts'
import { extendedFormulas, type Formula, operandsAfterwards, passes, products } from './formulas.ts'
import { drawOperands, type Operands, storedOn, viewsOn } from './operands.ts'

/**
 * Runs every operation, on stored matrices and on views, and holds each result against float64 arithmetic, within the rounding
 * that the backend's `numerics` allow. A backend that gets one wrong, writes into an operand or keeps memory must not be chosen.
 * It takes milliseconds: to prove a backend right there is the conformance suite.
 *
 * Resolves to what is wrong, in words, or to undefined. Rejects with `ArgumentError` for what is no backend.
 * Nothing else may use the backend meanwhile.
 */
export async function selfTest(backend: Backend): Promise<string | undefined> {
  checkBackend('backend', backend)
  try {
    await backend.sync()
    const before = backend.memory()
    const checks = backend.scope(() => checksOn(backend))
    const wrong = await firstWrong(backend, checks)
    for (const { actual } of checks) actual.dispose()
    if (wrong !== undefined) return `self-test: ${wrong}`
    await backend.sync()
    const { matrices, bytes } = backend.memory()
    if (matrices === before.matrices && bytes === before.bytes) return undefined
    return `self-test: ${matrices - before.matrices} matrices and ${bytes - before.bytes} bytes are left of what was disposed`
  } catch (error) {
    return `self-test: ${describeError(error)}`
  }
}

/** The unit roundoff of bfloat16, the coarsest numbers that networks are trained in: no declared one excuses more. */
const COARSEST = 2 ** -8

/** What a backend computed, and what it should have. */
interface Check {
  readonly name: string
  readonly actual: Matrix
  readonly shape: string
  readonly values: Float64Array
  readonly units: number
}

/** Which operands are views. */
interface Choice {
  readonly words: string
  readonly left: Operands
  readonly right: Operands
}

/** What every formula gives on the backend, and on float64. */
function checksOn(backend: Backend): Check[] {
  const exact = float64Backend()
  const numbers = drawOperands()
  const [truth, stored, views] = [
    storedOn(exact, numbers),
    storedOn(backend, numbers),
    viewsOn(backend, numbers),
  ]
  const some: readonly Choice[] = [
    { words: '', left: stored, right: stored },
    { words: ', a view on the left', left: views, right: stored },
  ]
  const all: readonly Choice[] = [
    ...some,
    { words: ', a view on the right', left: stored, right: views },
    { words: ', views on both sides', left: views, right: views },
  ]
  const check = <B extends Backend>(
    device: B,
    reference: B,
    formulas: readonly Formula<B>[],
    choices = some,
  ) =>
    formulas.flatMap(({ name, compute, units }): Check[] => {
      const expected = compute(reference, truth, truth)
      const [shape, values] = [shapeOf(expected), float64Values(expected)]
      return choices.map(({ words, left, right }) => {
        return { name: name + words, actual: compute(device, left, right), shape, values, units }
      })
    })
  return [
    ...check(backend, exact, products, all),
    ...check(backend, exact, passes),
    ...(isExtended(backend) ? check(backend, exact, extendedFormulas) : []),
    ...check(backend, exact, operandsAfterwards(Object.keys(numbers) as (keyof Operands)[])),
  ]
}

/** Reads all results, and tells of the first that is wrong. */
async function firstWrong(
  { numerics, sync }: Backend,
  checks: readonly Check[],
): Promise<string | undefined> {
  await sync()
  const results = await Promise.all(checks.map(({ actual }) => actual.read()))
  for (const [i, check] of checks.entries()) {
    const wrong = difference(check, results[i], Math.min(numerics.unitRoundoff, COARSEST))
    if (wrong !== undefined) return `${check.name}: ${wrong}`
  }
  return undefined
}

function difference(
  { actual, shape, values, units }: Check,
  found: Float32Array,
  roundoff: number,
): string | undefined {
  if (shapeOf(actual) !== shape) return `the result is ${shapeOf(actual)}; it should be ${shape}`
  if (found.length !== values.length)
    return `read gives ${found.length} numbers; there should be ${values.length}`
  for (let i = 0; i < values.length; i++) {
    // NaN is within no bound.
    if (Math.abs(found[i] - values[i]) <= units * roundoff) continue
    const place = `(${Math.floor(i / actual.cols)}, ${i % actual.cols})`
    return `element ${place} is ${found[i]}; it should be ${Math.fround(values[i])}`
  }
  return undefined
}
