/**
 * Watches the linear memories of WebAssembly that are made from now on. Returns a function that tells how many bytes they have
 * together; those that nobody holds any more do not count.
 */
export function watchLinearMemory(): () => number {
  const memories: WeakRef<WebAssembly.Memory>[] = []
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct: (target, options: ConstructorParameters<typeof WebAssembly.Memory>) => {
      const memory = new target(...options)
      memories.push(new WeakRef(memory))
      return memory
    },
  })
  return () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0)
}
