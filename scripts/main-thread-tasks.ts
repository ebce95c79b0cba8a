import type { CDPSession } from 'playwright'

/** A row of Chromium's trace. Times are in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** The time that the thread ran: what else the machine does is not counted. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/**
 * Milliseconds that each task of a page's main thread took while `work` was done, by a session of Chromium's developer tools. For tests in a
 * page and for those that open one.
 */
export async function mainThreadTasks(
  session: Pick<CDPSession, 'on' | 'send'>,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    const rows: readonly object[] = value
    events.push(...(rows as readonly TraceEvent[]))
  })
  const complete = new Promise<void>((resolve) => {
    session.on('Tracing.tracingComplete', () => resolve())
  })
  const includedCategories = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata']
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } })
  await work()
  await session.send('Tracing.end')
  await complete
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  return events
    .filter(
      ({ name, pid, tid }) =>
        name === 'RunTask' && threads.some((thread) => thread.pid === pid && thread.tid === tid),
    )
    .map(({ tdur = 0 }) => tdur / 1000)
}
