/** Bits that other numbers do not share, but for a chance of one in 2⁶⁴. */
export function fingerprint(values: Float32Array): Uint8Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  // Two sums of 32 bits, each multiplied and mixed as in FNV-1a.
  let [a, b] = [0x81_1c_9d_c5, 0x9e_37_79_b9]
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a ^ words[i], 0x01_00_01_93)
    b = Math.imul(b ^ words[i], 0x85_eb_ca_6b)
    b ^= b >>> 15
  }
  return new Uint8Array(Uint32Array.of(a, b, values.length).buffer)
}
