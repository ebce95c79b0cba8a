import { imageSamples, readIdx, type Samples, sliceSamples } from 'bilayer'

/** The side of a digit's square picture, in pixels. */
export const DIGIT_SIDE = 28

/** Digits and what they are. */
export interface Digits {
  /** count × 784 grey values from 0 to 1. */
  readonly X: Samples
  readonly labels: Uint8Array
}

let loading: Promise<Digits> | undefined

/**
 * The first so many handwritten digits, of which each comes about as often. `folder` is the address where their files are; they are
 * loaded once. Rejects with an `Error` that says what to do where they cannot be loaded.
 */
export async function loadDigits(folder: string, count: number): Promise<Digits> {
  loading ??= load(folder)
  try {
    const { X, labels } = await loading
    const most = Math.min(count, X.count)
    return { X: sliceSamples(X, 0, most), labels: labels.subarray(0, most) }
  } catch (error) {
    loading = undefined
    throw error
  }
}

async function load(folder: string): Promise<Digits> {
  const [images, labels] = await Promise.all(
    ['images.idx.gz', 'labels.idx.gz'].map(async (name) => readIdx(await bytesAt(new URL(name, folder)))),
  )
  return { X: imageSamples(images), labels: labels.values }
}

async function bytesAt(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch((error: unknown) => {
    throw missing(url, 'there was no answer', error)
  })
  if (!response.ok) throw missing(url, `the answer was ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

const missing = (url: URL, what: string, cause?: unknown): Error =>
  new Error(
    `The digits could not be loaded from ${url.pathname}: ${what}. The folder digits must stand beside the page.`,
    { cause },
  )
