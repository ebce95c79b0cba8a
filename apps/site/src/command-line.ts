import type { Argument, Command, Option } from 'commander'
import { tableOf } from '../../../scripts/table.ts'

/** The reference of a command line, in Markdown: each command, with its arguments, its options and the end of its help. */
export function commandLineReference(program: Command): string {
  return [
    '# The command line',
    '',
    'Made from the command itself: `bilayer <command> --help` says the same. [How it is used](/apps/cli/README.md).',
    '',
    ...leavesOf(program).flatMap(sectionOf),
  ].join('\n')
}

/** The commands that do something: of `demo digits`, the second word. */
const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)

function sectionOf(command: Command): string[] {
  const { registeredArguments, options } = command
  return [
    `## ${nameOf(command)}`,
    '',
    sentence(command.description()),
    '',
    '```text',
    `${nameOf(command)} ${command.usage()}`,
    '```',
    '',
    ...(registeredArguments.length === 0 ? [] : [argumentTable(registeredArguments), '']),
    ...(options.length === 0 ? [] : [optionTable(options), '']),
    ...endOf(command),
  ]
}

function nameOf(command: Command): string {
  const { parent } = command
  return parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`
}

const argumentTable = (list: readonly Argument[]): string =>
  tableOf<Argument>(
    [
      { head: 'argument', cell: (argument) => code(argument.name()) },
      { head: 'meaning', cell: ({ description }) => escaped(description) },
      { head: 'one of', cell: ({ argChoices = [] }) => argChoices.map(code).join(', ') },
    ],
    list,
  )

const optionTable = (list: readonly Option[]): string =>
  tableOf<Option>(
    [
      { head: 'option', cell: ({ flags }) => code(flags) },
      { head: 'meaning', cell: ({ description }) => escaped(description) },
      { head: 'one of', cell: ({ argChoices = [] }) => argChoices.map(code).join(', ') },
    ],
    list.filter(({ hidden }) => !hidden),
  )

/** What stands behind the options in the help: examples, and what else there is to say. */
function endOf(command: Command): string[] {
  let help = ''
  command.configureOutput({ writeOut: (text) => void (help += text) })
  command.outputHelp()
  const end = help.slice(command.helpInformation().length).trim()
  return end === '' ? [] : ['```text', end, '```', '']
}

const code = (text: string): string => `\`${text.replaceAll('|', String.raw`\|`)}\``

const escaped = (text: string): string => text.replaceAll(/[<|]/gu, String.raw`\$&`)

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${escaped(text).slice(1)}.`
