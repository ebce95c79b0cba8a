import { useSignal } from '@preact/signals'
import type { CSSProperties } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { followSize } from './follow-size.ts'

/** What draws into an area of such a size, in pixels of the style sheet. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void

/**
 * A picture as large as its place, drawn anew whenever `draw` is another, or the size. What it shows is said by `label`, or by what stands
 * around it.
 */
export function Drawing({
  draw,
  label,
  class: name = '',
  style,
}: {
  readonly draw: Draw
  readonly label?: string
  readonly class?: string
  readonly style?: CSSProperties
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSignal({ width: 0, height: 0 })
  const { width, height } = size.value

  useLayoutEffect(() => {
    const element = canvas.current
    const takeSize = (columns: number, rows: number): void => {
      size.value = { width: columns, height: rows }
    }
    return element ? followSize(element, takeSize) : undefined
  }, [size])

  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || width === 0 || height === 0) return
    const scale = devicePixelRatio
    const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)]
    // To set its size clears a canvas, and takes time.
    if (element.width !== columns || element.height !== rows) {
      element.width = columns
      element.height = rows
    }
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, height)
    draw(context, width, height)
  }, [draw, width, height])

  return label === undefined ? (
    <canvas ref={canvas} class={`drawing ${name}`} style={style} aria-hidden="true" />
  ) : (
    <canvas ref={canvas} class={`drawing ${name}`} style={style} role="img" aria-label={label} />
  )
}
