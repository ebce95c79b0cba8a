import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../scripts/run.ts'

const benchmark = (program: string, ...args: readonly string[]) =>
  run(process.execPath, ['--conditions=@bilayer/source', join(import.meta.dirname, program), ...args])

test.each([
  ['main.ts', '--rounds <count>', '1.5', 'It must be a whole number, 1 or more.'],
  ['csv/main.ts', '--megabytes <count>', '-1', 'It must be a number above 0.'],
  ['estimators/main.ts', '--seeds <count>', '1', 'It must be a whole number, 2 or more.'],
  ['profile/main.ts', '--seconds <seconds>', 'soon', 'It must be a number above 0.'],
])('%s refuses %s that is %s', { timeout: 60_000 }, async (program, option, value, reason) => {
  const [name] = option.split(' ')
  await expect(benchmark(program, name, value)).rejects.toMatchObject({
    code: 1,
    stderr: `error: option '${option}' argument '${value}' is invalid. ${reason}\n`,
  })
})
