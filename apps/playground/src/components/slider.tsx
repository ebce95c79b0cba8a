import { useId } from 'preact/hooks'

/** A number on a scale. Each that the reader comes by is told. */
export function Slider({
  label,
  value,
  least,
  most,
  step,
  format = String,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step: number
  readonly format?: (value: number) => string
  readonly onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id} class="field-label">
        {label}
        <output class="field-value">{format(value)}</output>
      </label>
      <input
        id={id}
        class="slider"
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={format(value)}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  )
}
