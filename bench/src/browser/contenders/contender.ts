/** A library that trains in a page. */
export interface Contender {
  readonly name: string
  /** One step, until its result is there. */
  readonly step: () => Promise<unknown>
  /** W1 and b1 as ours, where it computes the same. */
  readonly parameters?: () => Promise<readonly Float32Array[]>
  readonly dispose?: () => Promise<void>
}
