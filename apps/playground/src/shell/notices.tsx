import { dismiss } from '../state/notices.ts'
import { state } from '../state/state.ts'

/** What the reader should know, until it is dismissed. */
export function Notices() {
  return (
    <div class="notices" aria-live="polite">
      {state.notices.value.map(({ kind, title, text, action }) => (
        <section key={title} class={`notice ${kind}`} aria-label={title}>
          <div class="notice-text">
            <strong>{title}.</strong> {text}
          </div>
          <div class="notice-tools">
            {action && (
              <button type="button" class="button" onClick={action.act}>
                {action.label}
              </button>
            )}
            <button type="button" class="button quiet" onClick={() => dismiss(title)}>
              Dismiss
            </button>
          </div>
        </section>
      ))}
    </div>
  )
}
