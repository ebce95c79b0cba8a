/** The weights between two layers as lines: orange below 0, blue above, thicker and fuller where they are larger. */
export function Links({
  weights,
  inputs,
}: {
  /** Outputs × inputs, from −1 to 1; none where there are too many to draw. */
  readonly weights: Float32Array | undefined
  readonly inputs: number
}) {
  if (!weights || inputs === 0) return <div class="links" />
  const outputs = weights.length / inputs
  return (
    <svg class="links" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      {Array.from(weights, (weight, i) => (
        <line
          key={i}
          x1="0"
          y1={((i % inputs) + 0.5) / inputs}
          x2="1"
          y2={(Math.floor(i / inputs) + 0.5) / outputs}
          class={weight < 0 ? 'link below' : 'link above'}
          stroke-width={0.5 + 3 * Math.abs(weight)}
          stroke-opacity={0.15 + 0.75 * Math.abs(weight)}
        />
      ))}
    </svg>
  )
}
