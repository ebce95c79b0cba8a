import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type CDPSession, chromium, type Page as Tab } from 'playwright'
import { openPage } from '../../../../bench/src/browser/open-page.ts'
import { chromiumOptions } from '../../../../scripts/chromium.ts'
import { type Fault, type Strike, type Striker, UnavailableHereError } from '../fault.ts'
import type { Page, PageSubject } from './page.ts'

declare const page: Page

/** Milliseconds of training. */
const LATEST = 100

/** Else Chromium gives up after some losses, and lets no page draw any more. */
const MAY_BE_LOST_OFTEN = ['--disable-domain-blocking-for-3d-apis', '--disable-gpu-process-crash-limit']

/** The context of a training is lost: to this page alone. */
export const contextLost: Fault = {
  name: 'context-lost',
  description: 'the graphics context of a page of Chromium is lost while gpu-js trains on it',
  prepare: () => strikePage('gpu-js', loseDevice),
}

/** The device of a training is lost: to this page alone. */
export const deviceLost: Fault = {
  name: 'device-lost',
  description: 'the graphics device of a page of Chromium is lost while webgpu trains on it',
  prepare: () => strikePage('webgpu', loseDevice),
}

/** The process that draws and computes for all pages ends, as where a driver crashes. */
export const graphicsProcessKilled = (subject: PageSubject): Fault => ({
  name: `graphics-process-killed-${subject}`,
  description: `Chromium's graphics process crashes while ${subject} trains in a page`,
  prepare: () =>
    strikePage(subject, async ({ tab, browser }) => {
      const outcome = tab.evaluate(() => page.outcome())
      await browser.send('Browser.crashGpuProcess')
      return outcome
    }),
})

interface Target {
  readonly tab: Tab
  readonly browser: CDPSession
}

const loseDevice = ({ tab }: Target): Promise<Strike> => tab.evaluate(() => page.loseDevice())

/** One page, in which a training runs into the mishap again and again. */
async function strikePage(
  subject: PageSubject,
  mishap: (target: Target) => Promise<Strike>,
): Promise<Striker> {
  const { executablePath, args } = optionsHere()
  const browser = await chromium.launch({ executablePath, args: [...args, ...MAY_BE_LOST_OFTEN] })
  const tab = await openPage(browser, join(import.meta.dirname, 'page.ts'))
  const uncaught: string[] = []
  tab.on('pageerror', (error) => uncaught.push(`uncaught in the page: ${error.message}`))
  const target = { tab, browser: await browser.newBrowserCDPSession() }
  return {
    strike: async (random) => {
      await tab.evaluate((chosen) => page.train(chosen), subject)
      await pause(random.below(LATEST))
      const strike = await mishap(target)
      return { ...strike, wrong: [...strike.wrong, ...uncaught.splice(0)] }
    },
    close: () => browser.close(),
  }
}

function optionsHere(): ReturnType<typeof chromiumOptions> {
  try {
    return chromiumOptions()
  } catch (error) {
    throw new UnavailableHereError(String(error), { cause: error })
  }
}
