/** What a rank asks of the others, with all that they must agree on. */
export interface CommunicatorCall {
  readonly kind: 'allReduceSum' | 'broadcast' | 'barrier' | 'close'
  /** Numbers of a sum, bytes of a broadcast; 0 of what has no values. */
  readonly length: number
  /** The rank that a broadcast comes from; 0 of what has none. */
  readonly root: number
}

export const isSameCall = (a: CommunicatorCall, b: CommunicatorCall): boolean =>
  a.kind === b.kind && a.length === b.length && a.root === b.root

/** A call in the words of an error message, such as `allReduceSum of 10 numbers`. */
export function describeCall({ kind, length, root }: CommunicatorCall): string {
  if (kind === 'allReduceSum') return `${kind} of ${length} numbers`
  return kind === 'broadcast' ? `${kind} of ${length} bytes from rank ${root}` : kind
}
