import { checkFileSize } from '../data-sets/file-size.ts'
import { headerHint } from '../data-sets/header-hint.ts'
import { dismiss, notify, notifyOf } from './notices.ts'
import { begin } from './run-actions.ts'
import { settingsFor } from './settings.ts'
import { state } from './state.ts'
import { trainer } from './trainer-client.ts'

const FAULT = 'That file cannot be used'
const HEADER = 'There may be no header'

/** Reads a data file of the user's, and learns its last column from the others. */
export async function takeFile(file: File): Promise<void> {
  try {
    checkFileSize(file)
    state.fileAtHand.value = file.name
    const bytes = new Uint8Array(await file.arrayBuffer())
    const facts = await trainer.takeFile(file.name, bytes)
    dismiss(FAULT)
    dismiss(HEADER)
    const hint = headerHint(facts.name, facts.columns)
    if (hint !== undefined) notify({ kind: 'news', title: HEADER, text: hint })
    state.file.value = facts
    const before = state.settings.value
    // A link that names this file says how its network is.
    const isOfLink = before.data === 'csv' && before.file === facts.name
    state.settings.value = isOfLink
      ? before
      : { ...before, ...settingsFor('csv'), data: 'csv', file: facts.name, target: '' }
    await begin()
  } catch (error) {
    notifyOf(FAULT, error)
  } finally {
    state.fileAtHand.value = undefined
  }
}
