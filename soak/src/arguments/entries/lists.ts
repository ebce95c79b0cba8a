import { type Legality, numbers, share, type Verdict } from '../legal.ts'

/** Verdicts of both kinds on lists; something else that has a length and members may pass for one. */
export const list =
  (legal: (items: readonly unknown[]) => Verdict): Legality =>
  (value) => {
    if (Array.isArray(value)) return legal(Array.from(value as unknown[]))
    if (typeof value !== 'object' || value === null || !('length' in value)) return false
    const items = Array.from(value as ArrayLike<unknown>)
    return items.length > 0 && legal(items) === true ? 'either' : false
  }

const isLabel = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/** So many labels of one kind. */
export const labelList = (count: number, kinds: readonly string[], classes = 1): Legality =>
  list(
    (items) =>
      items.length === count &&
      items.every(
        (item) => isLabel(item) && kinds.includes(typeof item) && typeof item === typeof items[0],
      ) &&
      new Set(items).size >= classes,
  )

export const ANY_KIND = ['string', 'number', 'boolean']

/** So many rows of finite numbers, as long as each other. */
export const rows = (count: number, size?: number): Legality =>
  list((items) => {
    const [first] = items
    const length = size ?? (Array.isArray(first) ? first.length : 0)
    return (
      items.length === count &&
      length > 0 &&
      items.every((row) => numbers(length, Number.isFinite)(row) === true)
    )
  })

/** Numbers, or rows of them. */
export const targets =
  (count: number, size?: number): Legality =>
  (value) => {
    const verdict = rows(count, size)(value)
    return verdict === false ? list((items) => numbers(count, Number.isFinite)(items))(value) : verdict
  }

/** Such numbers in a list, or in the members of an object. */
export const quantities =
  (legal: Legality): Legality =>
  (value) => {
    if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      return list((items) => items.length > 0 && numbers(undefined, legal)(items))(value)
    }
    if (typeof value !== 'object' || value === null) return false
    const members = Object.values(value).filter((member) => member !== undefined)
    return members.length > 0 && members.every((member) => legal(member) === true) ? 'either' : false
  }

export const probability: Legality = (value) => value === 1 || share(value)
