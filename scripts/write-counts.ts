import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Adds checks to the tests that continuous integration counts, in the form that vitest reports. */
export async function writeCounts(
  run: string,
  { passed, failed }: { readonly passed: number; readonly failed: number },
): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'test-results')
  await mkdir(folder, { recursive: true })
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 }
  await writeFile(join(folder, `${run}.json`), JSON.stringify(counts))
}
