/** What is used of csv-parse. Its own types need those of Node.js, which a page does not have. */
export function parse(
  text: string,
  options: {
    readonly delimiter: string
    readonly record_delimiter: readonly string[]
    readonly relax_column_count: boolean
    readonly skip_empty_lines: boolean
  },
): string[][]
