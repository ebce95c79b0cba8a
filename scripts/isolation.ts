/** The headers that a page needs for memory which threads share. Without them it has every backend but `worker-pool`. */
export const isolation: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}
