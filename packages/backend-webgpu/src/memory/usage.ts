/** What a buffer is for, in the numbers of the specification of WebGPU: Node.js has no global of them. */
export const usage = { mapRead: 0x1, copySource: 0x4, copyTarget: 0x8, uniform: 0x40, storage: 0x80 } as const

/** How a buffer is mapped, likewise. */
export const MAP_READ = 0x1
