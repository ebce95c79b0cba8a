import type { CSSProperties } from 'preact'
import type { NeuronPictures } from '../../../worker/protocol.ts'

/** More neurons than this have small pictures. */
const MOST_LARGE = 8

/** More neurons than this are shown as a square of pictures rather than a column. */
const MOST_IN_COLUMN = 16

/** A row of more numbers than this is drawn as a line, a shorter one as a strip. */
const MOST_IN_STRIP = 40

/** The sides of a large and of a small picture, in pixels. */
const LARGE = 44
const SMALL = 26

/** Between the pictures of a square, and the most of its side: the fewer there are, the larger they can be. */
const GAP = 4
const SQUARE = 8 * (SMALL + GAP)

/** The least share of a small picture’s size, or a strip’s, that a picture of a square is drawn in, where there is no room. */
const SMALLEST = 0.6

/** How the pictures of a layer's neurons are laid out, row by row. Lengths are in pixels of the style sheet. */
export interface NeuronLayout {
  readonly kind: 'area' | 'line' | 'strip'
  readonly count: number
  readonly columns: number
  readonly rows: number
  /** Of one picture. */
  readonly width: number
  readonly height: number
}

export function layoutOf({ values, width, height }: NeuronPictures): NeuronLayout {
  const count = values.length / (width * height)
  const columns = count > MOST_IN_COLUMN ? Math.ceil(Math.sqrt(count)) : 1
  const kind = height > 1 ? 'area' : width > MOST_IN_STRIP ? 'line' : 'strip'
  const side = columns > 1 ? Math.min(LARGE, Math.floor(SQUARE / columns) - GAP) : inColumn(count)
  return {
    kind,
    count,
    columns,
    rows: Math.ceil(count / columns),
    width: kind === 'strip' ? 60 : side,
    height: kind === 'strip' ? 14 : side,
  }
}

const inColumn = (count: number): number => (count > MOST_LARGE ? SMALL : LARGE)

/** The size of all pictures together: a column is as high as its place, and a square becomes smaller where there is no room. */
export function sizeOf({ kind, columns, rows, width, height }: NeuronLayout): CSSProperties {
  if (columns === 1) return { width: `${width + GAP}px`, height: '100%' }
  const small = kind === 'strip' ? width : SMALL
  const [all, most] = [columns * (width + GAP), rows * (height + GAP)]
  return {
    width: `${all}px`,
    minWidth: `${SMALLEST * columns * (small + GAP)}px`,
    maxWidth: '100%',
    aspectRatio: `${all} / ${most}`,
  }
}

/** The layout in an area of such a width: pictures are made smaller where there is no room for them. */
export function fitted(layout: NeuronLayout, areaWidth: number): NeuronLayout {
  const { columns, width, height } = layout
  const share = Math.min(1, areaWidth / (columns * (width + GAP)))
  return { ...layout, width: Math.floor(share * width), height: Math.floor(share * height) }
}
