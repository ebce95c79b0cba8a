/** What a rank tells all others at the end of a round. */
export interface Notice {
  readonly word: Word
  /** The samples of the batch at hand; 0 where there is none. */
  readonly samples?: number
  /** Of what must be the same on all ranks, 32 bits; 0 where nothing is compared. */
  readonly hash?: number
}

/** What the ranks may say, from what weighs least to what weighs most. */
const words = ['go', 'ended', 'stop', 'differs', 'failed'] as const

/** `go`: on with it. `ended`: no more batches in this epoch. `differs`: from rank 0, in what must be the same. */
export type Word = (typeof words)[number]

/** Of one rank: the word, the samples, and the hash in two halves, all of which float32 numbers hold exactly. */
const NUMBERS = 4

/** How many numbers the notices of so many ranks are. */
export const lengthOfNotices = (ranks: number): number => NUMBERS * ranks

/** Writes a notice into the place of a rank, and zeros into those of the others, so that the sum over all ranks has all notices. */
export function writeNotice(numbers: Float32Array, rank: number, notice: Notice): void {
  const { word, samples = 0, hash = 0 } = notice
  numbers.fill(0)
  numbers.set([words.indexOf(word), samples, hash >>> 16, hash & 0xffff], NUMBERS * rank)
}

/** The notice of each rank. */
export const readNotices = (numbers: Float32Array): Required<Notice>[] =>
  Array.from({ length: numbers.length / NUMBERS }, (_, rank) => {
    const [word, samples, high, low] = numbers.subarray(NUMBERS * rank, NUMBERS * (rank + 1))
    return { word: words[word], samples, hash: high * 2 ** 16 + low }
  })
