import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { IsolatedSubject } from '@bilayer/conformance/isolated'
import { providers } from 'bilayer'
import { didYouMean } from './did-you-mean.ts'
import { UsageError } from './exit-codes.ts'
import { kindOf } from './files.ts'
import { findManifest } from './installed.ts'

/** Where a backend is that the command line names: one of ours by its name, a stranger's by the path of a module. */
export async function findTarget(target: string): Promise<IsolatedSubject> {
  const names = providers.map(({ name }) => name)
  if (names.includes(target)) {
    return { module: import.meta.resolve('bilayer'), name: target }
  }
  if ((await kindOf(target)) === 'file') {
    const module = pathToFileURL(await realpath(resolve(target)))
    await checkOneCore(target, module)
    return { module }
  }
  throw new UsageError(
    `There is no backend and no file ${target}. Name one of ours (${names.join(', ')}) or the path of a module.${didYouMean(target, names)}`,
  )
}

/** Throws where a module would load another copy of core than this command has: formulas of one refuse matrices of the other. */
async function checkOneCore(target: string, module: URL): Promise<void> {
  const [theirs, ours] = [module, import.meta.url].map((from) => findManifest('@bilayer/core', from))
  if (theirs === undefined || ours === undefined || (await realpath(theirs)) === (await realpath(ours)))
    return
  throw new UsageError(
    `${target} loads @bilayer/core of ${theirs}, and this command has another copy, ${ours}. Install the command beside it ` +
      '(npm install --save-dev @bilayer/cli), and start it there by npx bilayer.',
  )
}
