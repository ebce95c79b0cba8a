import { useLayoutEffect, useRef } from 'preact/hooks'

/** A small picture, a pixel of the canvas for each number. What it shows is said by `label`, or by what stands around it. */
export function Image({
  image,
  label,
  class: name = '',
}: {
  readonly image: ImageData
  readonly label?: string
  readonly class?: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
  }, [image])
  const { width, height } = image
  return label === undefined ? (
    <canvas ref={canvas} class={name} width={width} height={height} aria-hidden="true" />
  ) : (
    <canvas ref={canvas} class={name} width={width} height={height} role="img" aria-label={label} />
  )
}
