/** So many names a message lists. */
const MOST_LISTED = 20

/** Names as a message lists them: not all where there are many. */
export const listed = (names: readonly unknown[]): string =>
  names.length > MOST_LISTED
    ? `${names.slice(0, MOST_LISTED).join(', ')} and ${names.length - MOST_LISTED} more`
    : names.join(', ')
