import { join } from 'node:path'
import { type CDPSession, chromium, type Page as Tab } from 'playwright'
import { openPage } from '../../../../bench/src/browser/open-page.ts'
import { chromiumOptions } from '../../../../scripts/chromium.ts'
import { type Course, type Effort, FIXED_YOUNG_GENERATION, NOTHING_COMPILED_LATER } from '../course.ts'
import type { Message, Sample } from '../messages.ts'
import type { Training } from '../training.ts'
import type { Page, PageSubject } from './page.ts'
import { residentSets } from './processes.ts'

declare const page: Page

/** A backend on a graphics device, in a page of Chromium. */
export const chromiumCourse = (subject: PageSubject): Course => ({
  subject,
  surroundings: 'Chromium',
  fullSteps: 100_000,
  run: (training, effort) => trainInPage(subject, training, effort),
})

async function* trainInPage(
  subject: PageSubject,
  { name }: Training,
  { steps, samples }: Effort,
): AsyncGenerator<Message> {
  const { executablePath, args } = chromiumOptions()
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--js-flags=${FIXED_YOUNG_GENERATION},${NOTHING_COMPILED_LATER}`],
  })
  try {
    const tab = await openPage(browser, join(import.meta.dirname, 'page.ts'))
    const probe = {
      tab,
      ofPage: await tab.context().newCDPSession(tab),
      ofBrowser: await browser.newBrowserCDPSession(),
    }
    const device = await tab.evaluate(([chosen, training]) => page.start(chosen, training), [
      subject,
      name,
    ] as const)
    yield { kind: 'started', device: `${device}, Chromium ${browser.version()}` }
    let taken = 0
    for (let i = 1; i <= samples; i++) {
      const part = Math.round((i * steps) / samples) - taken
      taken += await tab.evaluate((count) => page.train(count), part)
      yield { kind: 'sample', steps: taken, sample: await takeSample(probe) }
    }
  } finally {
    await browser.close()
  }
}

/** What memory is looked at through. */
interface Probe {
  readonly tab: Tab
  readonly ofPage: CDPSession
  readonly ofBrowser: CDPSession
}

async function takeSample({ tab, ofPage, ofBrowser }: Probe): Promise<Sample> {
  // The second finds what finalisers let go of after the first.
  await ofPage.send('HeapProfiler.collectGarbage')
  await ofPage.send('HeapProfiler.collectGarbage')
  const { usedSize } = await ofPage.send('Runtime.getHeapUsage')
  const { matrices, bytes } = await tab.evaluate(() => page.memory())
  const resident = await residentSets(ofBrowser)
  return {
    'JavaScript heap': usedSize,
    process: resident.get('renderer') ?? 0,
    'graphics process': resident.get('GPU') ?? 0,
    matrices,
    'bytes of matrices': bytes,
  }
}
