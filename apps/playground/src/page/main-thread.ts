import type { Page } from 'playwright'
import * as trace from '../../../../scripts/main-thread-tasks.ts'

/** Milliseconds that each task of the page's main thread took while `work` was done. */
export const mainThreadTasks = async (page: Page, work: () => Promise<void>): Promise<number[]> =>
  trace.mainThreadTasks(await page.context().newCDPSession(page), work)
