/** Where the arrow keys go in a table or a matrix. */
export const moves: ReadonlyMap<string, readonly [rows: number, cols: number]> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
])
