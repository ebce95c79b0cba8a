import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { IsolatedSubject } from '@bilayer/conformance/isolated'
import { providers } from 'bilayer'
import { didYouMean } from './did-you-mean.ts'
import { UsageError } from './exit-codes.ts'
import { kindOf } from './files.ts'

/** Where a backend is that the command line names: one of ours by its name, a stranger's by the path of a module. */
export async function findTarget(target: string): Promise<IsolatedSubject> {
  const names = providers.map(({ name }) => name)
  if (names.includes(target)) {
    return { module: import.meta.resolve('bilayer'), name: target }
  }
  if ((await kindOf(target)) === 'file') return { module: pathToFileURL(resolve(target)) }
  throw new UsageError(
    `There is no backend and no file ${target}. Name one of ours (${names.join(', ')}) or the path of a module.${didYouMean(target, names)}`,
  )
}
