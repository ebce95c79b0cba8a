import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')

interface Step {
  readonly uses?: string
  readonly run?: string
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const textOf = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
const workflowOf = async (path: string): Promise<Workflow> => parse(await textOf(path)) as Workflow

const checks = await workflowOf('.github/workflows/checks.yml')
const script = await textOf('.ci/run')

/** What a line of the script runs; no step is made to fail there. */
const commands = (pattern: RegExp): string[] =>
  Array.from(script.matchAll(pattern), ([, command]) => command.replace('"$failures"', '0'))

describe('the job for Linux', () => {
  const runs = (checks.jobs['linux']?.steps ?? []).flatMap(({ run }) => run ?? [])

  test('runs the steps of .ci/run, and counts the same tests', () => {
    const steps = commands(/^ *step (.+)$/gmu)
    expect(steps.length).toBeGreaterThanOrEqual(8)
    // The script brings the lists of packages up to date before each installation that is needed.
    expect(runs).toEqual([...new Set(steps), ...commands(/^(node \.ci\/count\.cjs .+)$/gmu)])
  })

  test('has the environment of .ci/run', () => {
    const [exported] = commands(/^export (.+)$/gmu)
    const variables = Object.entries(checks.env ?? {}).map(([name, value]) => `${name}=${value}`)
    expect(variables.join(' ')).toBe(exported)
  })
})

const files = globSync(['.github/workflows/*.yml', '.github/actions/*/action.yml'], { cwd: root })

test.each(files)('%s takes each action of others from one commit, and names its version', async (file) => {
  const used = Array.from((await textOf(file)).matchAll(/uses: (?!\.\/)(.+)$/gmu), ([, action]) => action)
  for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u)
})

describe.each(files.filter((file) => file.includes('workflows')))('%s', async (file) => {
  const { permissions, jobs } = await workflowOf(file)

  test('permits nothing but what each job names', () => {
    expect(permissions).toEqual({})
    expect(Object.values(jobs).map((job) => job.permissions)).not.toContain(undefined)
  })

  test('lets only what publishes write', () => {
    const writers = Object.entries(jobs).filter(([, job]) =>
      Object.values(job.permissions ?? {}).includes('write'),
    )
    expect(writers.map(([name]) => name)).toEqual(file.endsWith('release.yml') ? ['version', 'publish'] : [])
  })
})
