/*
 * What gpu.js computes where there is no graphics device: one number of the output at a time, number `this.thread.x` of it, from
 * matrices that are plain arrays, row by row. gpu.js translates these sources; in its mode `cpu` they run as JavaScript.
 */

const elementwise = (parameters: string, value: string): string =>
  `function (${parameters}) { const x = a[this.thread.x]; return ${value}; }`

/** Element (row, k) of A and (k, col) of B, each of which may be stored as its transpose. */
const product = (aTransposed: boolean, bTransposed: boolean): string =>
  `function (a, b, rows, inner, cols) {
    const row = Math.floor(this.thread.x / cols);
    const col = this.thread.x - row * cols;
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum += a[${aTransposed ? 'k * rows + row' : 'row * inner + k'}] * b[${bTransposed ? 'col * inner + k' : 'k * cols + col'}];
    }
    return sum;
  }`

export const sources = {
  productNN: product(false, false),
  productNT: product(false, true),
  productTN: product(true, false),
  productTT: product(true, true),
  relu: elementwise('a', 'x < 0 ? 0 : x'),
  mask: elementwise('a', 'x > 0 ? 1 : 0'),
  hadamard: elementwise('a, b', 'x * b[this.thread.x]'),
  divide: elementwise('a, b', 'x / b[this.thread.x]'),
  scale: elementwise('a, alpha', 'alpha * x'),
  axpy: elementwise('a, b, alpha', 'alpha * x + b[this.thread.x]'),
  axpby: elementwise('a, b, alpha, beta', 'alpha * x + beta * b[this.thread.x]'),
  squareAverage: elementwise(
    'a, b, beta, oneMinusBeta',
    'beta * x + oneMinusBeta * b[this.thread.x] * b[this.thread.x]',
  ),
  adaptiveStep: elementwise(
    'a, b, c, rate, epsilon',
    'x - rate * (b[this.thread.x] / (Math.sqrt(c[this.thread.x]) + epsilon))',
  ),
  addColumn: elementwise('a, b, cols', 'x + b[Math.floor(this.thread.x / cols)]'),
  sqrt: elementwise('a', 'Math.sqrt(x)'),
  log: elementwise('a', 'Math.log(x)'),
  tanh: elementwise('a', 'Math.tanh(x)'),
  sigmoid: elementwise('a', '1 / (1 + Math.exp(-x))'),
  colsum: `function (a, cols) {
    let sum = 0;
    for (let j = 0; j < cols; j++) { sum += a[this.thread.x * cols + j]; }
    return sum;
  }`,
  transpose: `function (a, rows, cols) {
    const row = Math.floor(this.thread.x / rows);
    return a[(this.thread.x - row * rows) * cols + row];
  }`,
  columnMaximum: `function (a, rows, cols) {
    let most = a[this.thread.x];
    for (let i = 1; i < rows; i++) { const x = a[i * cols + this.thread.x]; most = x > most ? x : most; }
    return most;
  }`,
  columnExponentials: `function (a, b, rows, cols) {
    let sum = 0;
    for (let i = 0; i < rows; i++) { sum += Math.exp(a[i * cols + this.thread.x] - b[this.thread.x]); }
    return sum;
  }`,
  softmax: `function (a, b, c, cols) {
    const col = this.thread.x - Math.floor(this.thread.x / cols) * cols;
    return Math.exp(a[this.thread.x] - b[col]) / c[col];
  }`,
  gatherRows: `function (a, b, cols) {
    const row = Math.floor(this.thread.x / cols);
    return a[b[row] * cols + this.thread.x - row * cols];
  }`,
} as const
