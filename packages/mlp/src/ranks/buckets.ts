/**
 * Numbers a bucket is sent with at the latest: 1 MiB of them, measured (docs/design.md, section 11), and what PyTorch's DistributedDataParallel
 * takes for the first bucket of a step (S. Li et al., PyTorch Distributed: Experiences on Accelerating Data Parallel Training, 2020). A matrix is never split.
 */
const ENOUGH = 2 ** 18

/** Where numbers of one round stand, in arrays that are summed one by one. */
export interface Buckets {
  readonly arrays: readonly Float32Array[]
  /** One place for each matrix, in the order in which they come. */
  readonly places: readonly Place[]
  /** The end of the last array, for what the ranks tell each other. */
  readonly notices: Float32Array
}

/** Room for one matrix. */
export interface Place {
  readonly values: Float32Array
  /** The place of its array among the arrays. */
  readonly bucket: number
}

/** Room for matrices of so many numbers, and for so many numbers of notices. */
export function bucketsFor(sizes: readonly number[], notices: number, enough = ENOUGH): Buckets {
  const lengths = [0]
  const starts = sizes.map((size) => {
    if (lengths[lengths.length - 1] >= enough) lengths.push(0)
    const bucket = lengths.length - 1
    const from = lengths[bucket]
    lengths[bucket] += size
    return { bucket, from, to: from + size }
  })
  const last = lengths.length - 1
  const arrays = lengths.map((length, i) => new Float32Array(length + (i === last ? notices : 0)))
  return {
    arrays,
    places: starts.map(({ bucket, from, to }) => ({ values: arrays[bucket].subarray(from, to), bucket })),
    notices: arrays[last].subarray(lengths[last]),
  }
}
