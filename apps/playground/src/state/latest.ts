/** Work that is asked for again while it is done is done once more, with what is then. */
export function latest(work: () => Promise<void>): () => void {
  let isBusy = false
  let isStale = false
  const run = async (): Promise<void> => {
    isBusy = true
    while (isStale) {
      isStale = false
      await work()
    }
    isBusy = false
  }
  return () => {
    isStale = true
    if (!isBusy) void run()
  }
}
