import { badgeImage } from '../../packages/conformance/src/reporters/badge-image.ts'
import { isProof, type Matrix } from './matrix.ts'

/** The badge of a backend: in how many of the runtimes it passes the suite, or what is to be said against it. */
export function badgeOf({ entries, runtimes, only }: Matrix, backend: string): string {
  const proofs = entries.filter(isProof).filter((entry) => entry.backend === backend)
  const suites = [...new Set(proofs.map(({ suite }) => suite))]
  const label = ['bilayer conformance', ...suites].join(' ')
  const wrong = proofs.reduce((sum, { failed, notRun }) => sum + failed + notRun, 0)
  if (proofs.length === 0) return badgeImage(label, 'not tested', 'not run')
  if (wrong > 0) return badgeImage(label, `${wrong} failed or not run`, 'failed')
  const words = `passes in ${proofs.length} of ${runtimes.length} runtimes`
  return only === '' ? badgeImage(label, words, 'passed') : badgeImage(label, `${words}, a part`, 'not run')
}
