import type { Operand } from '@bilayer/core'
import { remembered } from '../../remembered.ts'
import type { Kernel } from '../kernel.ts'
import { DIRECT_DEPTH, directGroups, directProduct, rowBlocksOf } from './direct.ts'
import { kindName, productKind, type ProductKind } from './kind.ts'
import { TILE_DEPTH, tiledGroups, tiledProduct, tileOf } from './tiled.ts'

/** How products are computed: tile by tile in the memory of groups, or by each thread for itself. */
export type Strategy = 'tiled' | 'direct'

/** A kernel for a product, and the groups that it takes. */
export interface Plan {
  readonly kernel: Kernel
  readonly groups: number
}

/** Plans A·B, with a bias added and σ taken where asked for. */
export type Planner = (
  a: Operand<unknown>,
  b: Operand<unknown>,
  options: Pick<ProductKind, 'bias' | 'relu'>,
) => Plan

/** Plans products by one of the strategies; the text of a kernel is written once. */
export function createPlanner(strategy: Strategy, hasQuartets: boolean): Planner {
  const kernels = new Map<string, Kernel>()

  const direct: Planner = (a, b, options) => {
    const rowBlocks = rowBlocksOf(a.rows)
    const kind = productKind(a, b, options, DIRECT_DEPTH)
    return {
      kernel: remembered(kernels, `${rowBlocks} ${kindName(kind)}`, () =>
        directProduct(kind, rowBlocks, hasQuartets),
      ),
      groups: directGroups(a.rows, b.cols, rowBlocks),
    }
  }

  const tiled: Planner = (a, b, options) => {
    const tile = tileOf(a.rows, b.cols)
    const kind = productKind(a, b, options, TILE_DEPTH)
    return {
      kernel: remembered(kernels, `${tile} ${kindName(kind)}`, () => tiledProduct(kind, tile)),
      groups: tiledGroups(a.rows, b.cols, tile),
    }
  }

  return strategy === 'direct' ? direct : tiled
}
