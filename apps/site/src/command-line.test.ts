import { Command, Option } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from '../../cli/src/program.ts'
import { commandLineReference } from './command-line.ts'

test('a command stands there with its arguments, its options, their choices and its examples', () => {
  const program = new Command('tool')
  program
    .command('cut')
    .description('make two of one')
    .argument('<rope>', 'what is cut')
    .addOption(new Option('--with <what>', 'a | sharp thing').choices(['knife', 'saw']))
    .addHelpText('after', '\nExamples:\n  tool cut rope')
  const text = commandLineReference(program)
  expect(text).toContain('## tool cut\n\nMake two of one.\n\n```text\ntool cut [options] <rope>\n```\n')
  expect(text).toContain('| `rope`   | what is cut |')
  expect(text).toMatch(/\| `--with <what>` +\| a \\\| sharp thing +\| `knife`, `saw` +\|/u)
  expect(text).toContain('```text\nExamples:\n  tool cut rope\n```')
})

test('every command of bilayer stands there, with every option that its help shows', () => {
  const program = createProgram(() => {})
  const text = commandLineReference(program)
  for (const command of program.commands.filter(({ commands }) => commands.length === 0)) {
    expect(text).toContain(`## bilayer ${command.name()}\n`)
    for (const { flags } of command.createHelp().visibleOptions(command)) {
      if (!flags.includes('--help')) expect(text).toContain(flags.replaceAll('|', String.raw`\|`))
    }
  }
})
