import { gpuJs } from '@bilayer/backend-gpu-js'

/** Computes a product where there is no document, and tells it to the page. */
await using backend = await gpuJs()
const A = backend.matrix(2, 2, [1, 2, 3, 4])
postMessage({ mode: backend.info.mode, product: await backend.matmul(A, A).read() })
