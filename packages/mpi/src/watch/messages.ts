/** Where rank 0 listens. */
export interface Endpoint {
  /** The name of its machine. */
  readonly machine: string
  readonly addresses: readonly string[]
  readonly port: number
  /** What a rank says to be let in. */
  readonly token: string
}

/** What the thread that watches is started with. */
export interface Setup {
  readonly rank: number
  readonly size: number
  readonly token: string
  /** Of the ranks but the first. */
  readonly endpoint: Endpoint | undefined
}

/** A rank that is no more, or hangs. */
export interface Loss {
  readonly rank: number
  /** In words, such as `Rank 1 (process 57 on node2) has ended.` */
  readonly message: string
}

/** What the thread tells. */
export type Report =
  | { readonly kind: 'listening'; readonly port: number }
  /** All ranks that it watches are there. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | ({ readonly kind: 'lost' } & Loss)

/** What ranks tell each other, a line of JSON each. */
export type Line =
  | { readonly kind: 'hello'; readonly token: string; readonly rank: number; readonly process: string }
  | { readonly kind: 'beat' }
  | { readonly kind: 'bye' }
  | ({ readonly kind: 'lost' } & Loss)
