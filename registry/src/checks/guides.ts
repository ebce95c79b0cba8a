import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { snippetsIn } from '../../../scripts/snippets.ts'
import { stepsOf } from '../guide.ts'
import { startBrowser } from '../page.ts'
import { createEmptyFolder, type Project } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** The guides that begin in an empty folder, each followed to the letter by somebody whose home is empty too. */
export const guideChecks = (setting: Setting): Check[] => [
  {
    name: 'docs/first-steps.md: all that it says is done, in an empty folder and in Chromium',
    run: async () => followFirstSteps(await createEmptyFolder(setting), await guide(setting, 'first-steps')),
  },
  {
    name: 'docs/your-own-backend.md: all of its commands, in an empty folder; a new backend passes the whole suite',
    run: async () => {
      const project = await createEmptyFolder(setting)
      const blocks = snippetsIn({ path: 'guide', text: await guide(setting, 'your-own-backend') })
      const commands = blocks.filter(({ info }) => info === 'sh').map(({ code }) => code)
      await type(project, commands.join('\n'))
    },
  },
]

/** Serves pages until it is ended. */
const SERVER = ['npx', 'vite'] as const

/** The commands of the first steps that are looked at here: they run the program, and serve it in a page. */
const [PROGRAM, PAGE] = ['node first.mjs\n', `${SERVER.join(' ')}\n`]

async function followFirstSteps(project: Project, text: string): Promise<void> {
  const steps = stepsOf(text)
  for (const step of steps) {
    if ('path' in step) {
      await project.write(step.path, step.text)
    } else if (step.commands === PAGE) {
      await learnInPage(project)
    } else {
      const printed = await type(project, step.commands)
      if (step.commands === PROGRAM) expectLearnt(numbersIn(printed))
      if (!printed.includes(step.printed ?? ''))
        throw new Error(`${step.commands}printed:\n${printed}\nand not:\n${step.printed}`)
    }
  }
  for (const commands of [PROGRAM, PAGE])
    if (!steps.some((step) => 'commands' in step && step.commands === commands))
      throw new Error(`The guide does not say: ${commands}`)
}

async function learnInPage(project: Project): Promise<void> {
  await using served = await project.serve(...SERVER)
  await using browser = await startBrowser()
  const [printed] = await Promise.all([
    browser.page.waitForEvent('console', (message) => message.text().includes('Float32Array')),
    // Vite loads a page anew where it finds another package to prepare: what was asked for before fails then.
    browser.page.goto(served.url, { waitUntil: 'commit' }),
  ])
  const [prediction] = printed.args()
  expectLearnt(await prediction.evaluate(({ values }: { values: Float32Array }) => [...values]))
}

/** Throws where these are not the outputs of a network that has learnt exclusive or. */
function expectLearnt(outputs: readonly number[]): void {
  const isLearnt =
    outputs.length === 4 && outputs.every((output, i) => Math.abs(output - [0, 1, 1, 0][i]) < 0.2)
  if (!isLearnt) throw new Error(`The network gives ${outputs.join(', ')} for exclusive or.`)
}

/** The numbers of the list that a program printed. */
const numbersIn = (printed: string): number[] =>
  (/\[(?<list>[^\]]*)\]/u.exec(printed)?.groups?.['list'] ?? '').split(',').map(Number)

const guide = ({ root }: Setting, name: string): Promise<string> =>
  readFile(join(root, 'docs', `${name}.md`), 'utf8')

/** Types commands into a shell, which stops at the first that fails. */
const type = (project: Project, commands: string): Promise<string> =>
  project.run('bash', '-e', '-c', commands)
