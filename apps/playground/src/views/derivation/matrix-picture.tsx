import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Image } from '../../components/pictures/image.tsx'
import { withMinus } from '../../components/format.ts'
import { divergingImage } from '../../components/pictures/palette.ts'
import { isDark } from '../../state/theme.ts'
import type { TracedMatrix } from '../../worker/protocol.ts'
import { MathSymbol, textOf } from './notation.tsx'
import { moves } from '../../components/moves.ts'
import { transposed } from './transposed.ts'

/** Pixels of the longer side of a picture, and the most of one entry. */
const LONG_SIDE = 230
const LARGEST_CELL = 24
const SHORTEST_SIDE = 24

/** A matrix as a picture: orange below 0, blue above. An entry is told where the pointer is, or where the arrow keys go. */
export function MatrixPicture({
  matrix: given,
  isTransposed,
}: {
  readonly matrix: TracedMatrix
  readonly isTransposed: boolean
}) {
  const dark = isDark.value
  const matrix = useMemo(() => (isTransposed ? transposed(given) : given), [given, isTransposed])
  const { name, rows, cols, values } = matrix
  const most = useMemo(() => values.reduce((found, value) => Math.max(found, Math.abs(value)), 0), [values])
  const image = useMemo(
    () => divergingImage(most > 0 ? values.map((value) => value / most) : values, cols, rows),
    [values, most, dark],
  )
  const cell = useSignal<{ readonly row: number; readonly col: number } | undefined>()
  // A smaller matrix may have taken the place of the one before.
  const at = cell.value && {
    row: Math.min(cell.value.row, rows - 1),
    col: Math.min(cell.value.col, cols - 1),
  }
  const text = `${textOf(name)}${isTransposed ? 'ᵀ' : ''}`
  const told = at ? `row ${at.row + 1}, column ${at.col + 1}: ${format(values[at.row * cols + at.col])}` : ''
  const side = Math.min(LARGEST_CELL, LONG_SIDE / Math.max(rows, cols))

  const point = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows)
    const col = Math.floor(((event.clientX - box.left) / box.width) * cols)
    if (row >= 0 && row < rows && col >= 0 && col < cols) cell.value = { row, col }
  }
  const press = (event: KeyboardEvent): void => {
    const move = moves.get(event.key)
    if (!move) return
    event.preventDefault()
    const { row, col } = at ?? { row: 0, col: 0 }
    cell.value = at
      ? { row: clamp(row + move[0], rows), col: clamp(col + move[1], cols) }
      : { row: 0, col: 0 }
  }

  return (
    <figure class="matrix" data-matrix={name}>
      <figcaption>
        <math>
          <MathSymbol name={name} isTransposed={isTransposed} />
        </math>
        <span class="quiet-text">
          {rows} × {cols}
        </span>
      </figcaption>
      <div
        class="matrix-picture"
        role="img"
        tabIndex={0}
        aria-label={`${text}, ${rows} × ${cols}, from −${format(most)} to ${format(most)}${told && `; ${told}`}`}
        style={{ width: `${sizeOf(cols, side)}px`, height: `${sizeOf(rows, side)}px` }}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => (cell.value = undefined)}
        onKeyDown={press}
        onBlur={() => (cell.value = undefined)}
      >
        <Image image={image} />
        {at && (
          <span
            class="matrix-cursor"
            style={{
              left: `${(100 * at.col) / cols}%`,
              top: `${(100 * at.row) / rows}%`,
              width: `${100 / cols}%`,
              height: `${100 / rows}%`,
            }}
          />
        )}
      </div>
      <p class="matrix-value" aria-live="polite">
        {told || `± ${format(most)}`}
      </p>
    </figure>
  )
}

const clamp = (index: number, count: number): number => Math.min(Math.max(index, 0), count - 1)

const sizeOf = (count: number, side: number): number => Math.max(SHORTEST_SIDE, Math.round(count * side))

const format = (value: number): string => withMinus(String(Number(value.toPrecision(4))))
