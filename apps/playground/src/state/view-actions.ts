import { notify } from './notices.ts'
import { state } from './state.ts'
import type { ViewName } from './view-names.ts'

export function showView(view: ViewName): void {
  state.view.value = view
}

/** Puts the address of the page, which has all of the run, where it can be pasted from. */
export async function copyLink(): Promise<void> {
  const title = 'Link'
  try {
    await navigator.clipboard.writeText(location.href)
    notify({ kind: 'news', title, text: 'The link is copied: it gives this very run again.' })
  } catch {
    notify({ kind: 'news', title, text: `Copy it from here: ${location.href}` })
  }
}
