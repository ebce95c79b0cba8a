import { readFileSync } from 'node:fs'
import type { CDPSession } from 'playwright'

/** Pages that the kernel counts in are of this size on all machines that Chromium runs on here. */
const PAGE_BYTES = 4096

/** The resident sets of Chromium's processes of each kind, such as `renderer` and `GPU`, in bytes, together. */
export async function residentSets(browser: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
  const sets = new Map<string, number>()
  for (const { type, id } of processInfo) sets.set(type, (sets.get(type) ?? 0) + residentSet(id))
  return sets
}

/** As /proc/<id>/statm has it. */
function residentSet(id: number): number {
  const [, resident] = readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')
  return Number(resident) * PAGE_BYTES
}
