import type { TracedMatrix } from '../../worker/protocol.ts'

/** The transpose of a matrix. */
export function transposed({ name, rows, cols, values }: TracedMatrix): TracedMatrix {
  const turned = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) turned[j * rows + i] = values[i * cols + j]
  return { name, rows: cols, cols: rows, values: turned }
}
