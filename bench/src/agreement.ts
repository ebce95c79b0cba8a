/** Libraries must agree on what they compute to this share of the largest value. */
const AGREEMENT = 1e-4

/** Throws where one of `found` is not what `expected` is. */
export function checkAgreement(
  expected: readonly Float32Array[],
  found: readonly Float32Array[],
  [expectedName, foundName]: readonly [string, string],
): void {
  for (const [index, values] of expected.entries()) {
    if (found[index]?.length !== values.length) {
      throw new Error(`${foundName} gives ${found[index]?.length} values, ${expectedName} ${values.length}.`)
    }
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    for (const [i, value] of values.entries()) {
      if (Math.abs(found[index][i] - value) <= AGREEMENT * largest) continue
      throw new Error(`${foundName} computes ${found[index][i]} where ${expectedName} computes ${value}.`)
    }
  }
}
