import { useId } from 'preact/hooks'

/** One thing that can be chosen. */
export interface Option<Value> {
  readonly value: Value
  readonly label: string
}

/** One of several things, in a list that opens. */
export function Choice<Value extends string | number>({
  label,
  options,
  value,
  onChange,
  isLabelHidden = false,
  isWide = false,
}: {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly isLabelHidden?: boolean
  /** Whether it takes a whole row of a form with two columns. */
  readonly isWide?: boolean
}) {
  const id = useId()
  const choose = (event: Event & { readonly currentTarget: HTMLSelectElement }): void => {
    onChange(options[event.currentTarget.selectedIndex].value)
  }
  return (
    <div class={isWide ? 'field wide' : 'field'}>
      <label for={id} class={isLabelHidden ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <select id={id} class="select" value={String(value)} onChange={choose}>
        {options.map((option) => (
          <option key={option.value} value={String(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
