import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A part of a view, with its heading. */
export function Panel({
  title,
  children,
  tools,
  class: name = '',
}: {
  readonly title: string
  readonly children: ComponentChildren
  /** Beside the heading. */
  readonly tools?: ComponentChildren
  readonly class?: string
}) {
  const id = useId()
  return (
    <section class={`panel ${name}`} aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id} class="panel-title">
          {title}
        </h2>
        {tools}
      </div>
      {children}
    </section>
  )
}
