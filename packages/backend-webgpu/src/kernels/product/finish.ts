import { RELU } from '../elementwise.ts'
import type { Element, Kernel } from '../kernel.ts'
import { lineReaders } from './blocks.ts'
import { kindName, type ProductKind } from './kind.ts'

/** What all products are made of: operands, sizes, and how four sums of a row become results. */
export function productKernel(
  strategy: string,
  kind: ProductKind,
  rest: Pick<Kernel, 'threads' | 'body'> & Partial<Pick<Kernel, 'extensions' | 'helpers'>>,
): Kernel {
  return {
    ...rest,
    name: `${strategy} product ${kindName(kind)}`,
    operands: [
      element(kind.a.readsFours),
      element(kind.b.readsFours),
      ...(kind.bias ? ['f32' as const] : []),
    ],
    result: element(kind.writesFours),
    sizes: ['rows', 'inner', 'cols'],
    helpers: lineReaders(kind) + (kind.relu ? RELU : '') + writer(kind) + (rest.helpers ?? ''),
  }
}

const element = (isFours: boolean): Element => (isFours ? 'vec4f' : 'f32')

/** A function that writes four sums of a row, from column `col` on, with the bias added and σ taken. */
function writer({ writesFours, bias, relu }: ProductKind): string {
  const biased = bias ? 'sums + c[row]' : 'sums'
  const write = writesFours
    ? 'result[(row * p.cols + col) / 4] = values;'
    : '\n  let count = min(p.cols - col, 4);\n  for (var j = 0u; j < count; j++) { result[row * p.cols + col + j] = values[j]; }'
  return `
fn finish(row: u32, col: u32, sums: vec4f) {
  if (row >= p.rows || col >= p.cols) { return; }
  let values = ${relu ? `relu(${biased})` : biased};
  ${write}
}
`
}
