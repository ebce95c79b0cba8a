import { failureOf } from '../worker/channel.ts'
import { type Notice, state } from './state.ts'

/** Shows a message until the reader dismisses it. One of the same title takes the place of the one before. */
export function notify(notice: Notice): void {
  const others = state.notices.value.filter(({ title }) => title !== notice.title)
  state.notices.value = [...others, notice]
}

export function dismiss(title: string): void {
  state.notices.value = state.notices.value.filter((notice) => notice.title !== title)
}

/** Shows what went wrong. */
export function notifyOf(title: string, error: unknown): void {
  notify({ kind: 'fault', title, text: failureOf(error).message })
}
