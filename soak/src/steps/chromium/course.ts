import { join } from 'node:path'
import { type CDPSession, chromium, type Page as Tab } from 'playwright'
import { bundle } from '../../../../bench/src/browser/bundle.ts'
import { chromiumOptions } from '../../../../scripts/chromium.ts'
import { type Course, type Effort, FIXED_YOUNG_GENERATION } from '../course.ts'
import type { Message, Sample } from '../messages.ts'
import type { Training } from '../training.ts'
import type { Page } from './page.ts'
import { residentSets } from './processes.ts'

declare const page: Page

/** The backend gpu-js in a page of Chromium. */
export const chromiumCourse: Course = {
  subject: 'gpu-js',
  surroundings: 'Chromium',
  fullSteps: 100_000,
  run: trainInPage,
}

async function* trainInPage({ name }: Training, { steps, samples }: Effort): AsyncGenerator<Message> {
  const { executablePath, args } = chromiumOptions()
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--js-flags=${FIXED_YOUNG_GENERATION}`],
  })
  try {
    const tab = await browser.newPage()
    await tab.addScriptTag({ content: await bundle(join(import.meta.dirname, 'page.ts')) })
    const probe = {
      tab,
      ofPage: await tab.context().newCDPSession(tab),
      ofBrowser: await browser.newBrowserCDPSession(),
    }
    const device = await tab.evaluate((training) => page.start(training), name)
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
