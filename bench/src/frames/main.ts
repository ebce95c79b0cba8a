import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Command } from 'commander'
import { positiveNumber, wholeNumber } from '../../../apps/cli/src/options.ts'
import {
  type Playground,
  press,
  startPlayground,
  waitForReading,
} from '../../../apps/playground/src/page/open-page.ts'
import { load, machine, today } from '../machine.ts'
import { type FrameRate, frameRate } from '../../../apps/playground/src/page/frame-rate.ts'
import { type FrameMeasurement, resultSchema } from './results.ts'
import { screens } from './screens.ts'
import { frameTable } from './table.ts'

interface Options {
  readonly rounds: number
  readonly seconds: number
  readonly output?: string
}

/** The backends that any page has, and that compute on the processor's own cores. */
const backends = ['wasm', 'cpu-js']

/** Seconds of training before frames are counted: engines compile what runs often. */
const WARM_UP = 1

await new Command('bench:frames')
  .description('Frames a second of the playground while it trains at full speed, in an installed Chromium.')
  .argument('[folders...]', 'builds of the playground, which take turns; its own unless given', [
    'apps/playground/dist',
  ])
  .option('--rounds <count>', 'samples of each', wholeNumber(1), 3)
  .option('--seconds <seconds>', 'how long a sample is', positiveNumber, 3)
  .option('--output <folder>', 'write frames.json into it')
  .action(measure)
  .parseAsync()

async function measure(folders: readonly string[], { rounds, seconds, output }: Options): Promise<void> {
  const before = load()
  await using stack = new AsyncDisposableStack()
  const pages: { readonly build: string; readonly playground: Playground }[] = []
  for (const folder of folders) {
    const playground = stack.use(await startPlayground({ folder: resolve(folder) }))
    pages.push({ build: basename(folder), playground })
  }
  const plans = screens.flatMap(({ name, hash }) =>
    backends.flatMap((backend) =>
      pages.map(({ build, playground }) => ({
        playground,
        hash: `${hash}&backend=${backend}`,
        measurement: { build, screen: name, backend, samples: [] as FrameRate[] },
      })),
    ),
  )
  for (let round = 0; round < rounds; round++) {
    for (const { playground, hash, measurement } of plans)
      measurement.samples.push(await sampleOf(playground, hash, seconds))
  }
  const measurements: FrameMeasurement[] = plans.map(({ measurement }) => measurement)
  console.log(frameTable(measurements))
  if (output === undefined) return
  const results = resultSchema.parse({
    date: today(),
    machine: machine(),
    load: { before, after: load() },
    chromium: pages[0].playground.browser.version(),
    seconds,
    measurements,
  })
  await mkdir(output, { recursive: true })
  await writeFile(join(output, 'frames.json'), `${JSON.stringify(results, undefined, 2)}\n`)
}

/** Frames a second of a page of its own, once it trains and all of its backends are known. */
async function sampleOf({ open }: Playground, hash: string, seconds: number): Promise<FrameRate> {
  const page = await open(`${hash}&epochs=10000`)
  await page.locator('[data-backend="cpu-js"] input:enabled').waitFor()
  await press(page, 'Start')
  await waitForReading(page, 'step', 1)
  await page.waitForTimeout(1000 * WARM_UP)
  const rate = await frameRate(page, 1000 * seconds)
  await page.close()
  return rate
}
