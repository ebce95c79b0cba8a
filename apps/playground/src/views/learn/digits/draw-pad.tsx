import { type Signal, useSignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { Image } from '../../../components/pictures/image.tsx'
import { greyImage } from '../../../components/pictures/palette.ts'
import { drawLine, type Ink, PAD_SIDE } from './pad.ts'

type Place = readonly [x: number, y: number]

/** How far an arrow key moves the pen. */
const KEY_STEP = 1 / 28

const arrows = new Map<string, Place>([
  ['ArrowLeft', [-KEY_STEP, 0]],
  ['ArrowRight', [KEY_STEP, 0]],
  ['ArrowUp', [0, -KEY_STEP]],
  ['ArrowDown', [0, KEY_STEP]],
])

/** Where one draws, with a pointer, or with the arrow keys, which draw while Shift is held. */
export function DrawPad({ ink }: { readonly ink: Signal<Ink> }) {
  const last = useRef<Place | undefined>(undefined)
  const pen = useSignal<Place>([0.5, 0.25])
  const isByKeys = useSignal(false)
  const image = useMemo(() => greyImage(ink.value, PAD_SIDE, PAD_SIDE), [ink.value])

  const draw = (from: Place, to: Place): void => {
    const next = ink.value.slice()
    drawLine(next, from, to)
    ink.value = next
  }

  const press = (event: KeyboardEvent): void => {
    const step = arrows.get(event.key)
    if (!step) return
    event.preventDefault()
    const [x, y] = pen.value
    const next: Place = [inside(x + step[0]), inside(y + step[1])]
    if (event.shiftKey) draw(pen.value, next)
    pen.value = next
    isByKeys.value = true
  }

  return (
    <div
      class="pad"
      role="application"
      tabIndex={0}
      aria-label="Drawing pad. Arrow keys move the pen; with Shift they draw."
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        last.current = placeOf(event)
        isByKeys.value = false
        draw(last.current, last.current)
      }}
      onPointerMove={(event) => {
        if (!last.current) return
        const place = placeOf(event)
        draw(last.current, place)
        last.current = place
      }}
      onPointerUp={() => (last.current = undefined)}
      onPointerCancel={() => (last.current = undefined)}
    >
      <Image class="pad-ink" image={image} />
      {isByKeys.value && (
        <span class="pen" style={{ left: `${100 * pen.value[0]}%`, top: `${100 * pen.value[1]}%` }} />
      )}
    </div>
  )
}

const inside = (share: number): number => Math.min(0.95, Math.max(0.05, share))

/** Where a pointer is, as shares of the pad's sides. */
function placeOf(event: PointerEvent & { readonly currentTarget: HTMLElement }): Place {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  return [(event.clientX - left) / width, (event.clientY - top) / height]
}
