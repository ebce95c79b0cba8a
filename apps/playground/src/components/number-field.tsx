import { useId } from 'preact/hooks'

/** A whole number that is typed. What is none, or out of its range, is not taken. */
export function NumberField({
  label,
  value,
  least,
  most,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id} class="field-label">
        {label}
      </label>
      <input
        id={id}
        class="number"
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step={1}
        required
        value={value}
        onChange={({ currentTarget }) => {
          if (currentTarget.checkValidity()) onChange(currentTarget.valueAsNumber)
          else currentTarget.reportValidity()
        }}
      />
    </div>
  )
}
