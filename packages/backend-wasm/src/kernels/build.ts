/**
 * Which of the kernels' two builds. `relaxed-simd` rounds a multiply-add once where the machine can, which is twice as fast;
 * `simd` rounds twice, and so gives the same bits on every machine.
 */
export type Build = (typeof builds)[number]

/** Every build. */
export const builds = ['relaxed-simd', 'simd'] as const

/** What can be run here, the fastest first; or the reason why nothing can. */
export type Support = { readonly builds: readonly Build[] } | { readonly missing: string }

/** Finds out what this engine can run, by compiling functions of a few bytes. */
export function detectSupport(): Support {
  if (typeof WebAssembly !== 'object') return { missing: 'This engine has no WebAssembly.' }
  if (!WebAssembly.validate(probes.simd)) {
    return {
      missing:
        'This engine has WebAssembly without SIMD. Browsers since 2023 have it, and Node.js since 16.4.',
    }
  }
  try {
    // Validation passes where a page's policy forbids compilation.
    void new WebAssembly.Module(probes.simd)
  } catch (error) {
    return {
      missing: `WebAssembly may not be compiled here: ${String(error)} A page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src.`,
    }
  }
  return { builds: WebAssembly.validate(probes['relaxed-simd']) ? ['relaxed-simd', 'simd'] : ['simd'] }
}

/** A module of one function, () → v128, of this code. */
function probe(...code: number[]): Uint8Array<ArrayBuffer> {
  const end = 0x0b
  const body = [0, ...code, end]
  const sections = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // the magic number and the version
    [1, 5, 1, 0x60, 0, 1, 0x7b], // types: a function that returns a v128
    [3, 2, 1, 0], // functions: one, of that type
    [10, body.length + 2, 1, body.length, ...body], // code
  ]
  return Uint8Array.from(sections.flat())
}

/** i32.const 0, i8x16.splat. */
const vector = [0x41, 0, 0xfd, 0x0f]

const probes: Record<Build, Uint8Array<ArrayBuffer>> = {
  simd: probe(...vector),
  // f32x4.relaxed_madd
  'relaxed-simd': probe(...vector, ...vector, ...vector, 0xfd, 0x85, 0x02),
}
