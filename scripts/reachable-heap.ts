/** Bytes of JavaScript objects that are reachable now. Needs the option `--expose-gc`, which the tests' configuration gives. */
export function reachableHeap(): number {
  if (!globalThis.gc) throw new Error('Run Node.js with --expose-gc to measure what is reachable.')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
