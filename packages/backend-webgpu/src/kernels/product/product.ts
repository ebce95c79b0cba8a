import type { Operand } from '@bilayer/core'
import type { Kernel } from '../kernel.ts'
import { DIRECT_DEPTH, directGroups, directProduct, rowBlocksOf } from './direct.ts'
import { productKind, type ProductKind } from './kind.ts'
import { TILE_DEPTH, tiledGroups, tiledProduct, tileOf } from './tiled.ts'

/** How products are computed: tile by tile in the memory of groups, or by each thread for itself. */
export type Strategy = 'tiled' | 'direct'

/** A kernel for a product, and the groups that it takes. */
export interface Plan {
  readonly kernel: Kernel
  readonly groups: number
}

/** Plans A·B, with a bias added and σ taken where asked for. */
export function planProduct(
  { strategy, hasQuartets }: { readonly strategy: Strategy; readonly hasQuartets: boolean },
  a: Operand<unknown>,
  b: Operand<unknown>,
  options: Pick<ProductKind, 'bias' | 'relu'>,
): Plan {
  const [rows, cols] = [a.rows, b.cols]
  if (strategy === 'direct') {
    const kind = productKind(a, b, options, DIRECT_DEPTH)
    const rowBlocks = rowBlocksOf(rows)
    return {
      kernel: directProduct(kind, rowBlocks, hasQuartets),
      groups: directGroups(rows, cols, rowBlocks),
    }
  }
  const tile = tileOf(rows, cols)
  const kind = productKind(a, b, options, TILE_DEPTH)
  return { kernel: tiledProduct(kind, tile), groups: tiledGroups(rows, cols, tile) }
}
