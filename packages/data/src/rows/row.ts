/** What a file gives for a place of a table, before the type of its column is known. */
export type Value = string | number | boolean | null

/** The values of one row, and where they stand in the file: a line, or the number of a record. */
export interface Row<V extends Value = Value> {
  readonly cells: readonly V[]
  readonly place: number
}
