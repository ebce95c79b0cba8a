import type { SourceExcerpt } from './source.ts'

/** A line of the library among its neighbours. */
export function SourceView({ source: { file, number, first, lines } }: { readonly source: SourceExcerpt }) {
  return (
    <figure class="source">
      <figcaption>
        packages/mlp/src/<b>{file}</b>, line {number}
      </figcaption>
      {/* Wide code scrolls, and so takes the keyboard. */}
      <pre tabIndex={0} aria-label={`Line ${number} of ${file}, and those around it`}>
        {lines.map((line, i) => (
          <code key={i} class={first + i === number ? 'now' : ''}>
            <span class="line-number" aria-hidden="true">
              {first + i}
            </span>
            {line}
            {'\n'}
          </code>
        ))}
      </pre>
    </figure>
  )
}
