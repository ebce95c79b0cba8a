import { readdirSync } from 'node:fs'
import tab from '@bomb.sh/tab/commander'
import { providers } from 'bilayer'
import type { Command } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { print } from '../output.ts'
import { readTemplate } from '../templates.ts'
import { examples } from './examples.ts'

type Complete = (value: string, description: string) => void

/** Adds `complete`, which prints the script by which a shell completes commands. All others must be there already. */
export function addComplete(program: Command): void {
  const completion = tab(program)
  for (const [path, completed] of completion.commands) {
    const command = findCommand(program, path)
    // Choices complete by themselves. Backends are no choices, since the path of a module may stand in their place.
    for (const argument of completed.arguments.values()) {
      if (argument.name === 'backends') argument.handler = completeBackends
      else argument.handler ??= completeFiles
    }
    for (const [name, option] of completed.options) {
      if (name === 'backend') option.handler = completeNames
      if (command && takesPath(command, name)) option.handler = completeFiles
    }
  }
  const command = findCommand(program, 'complete')
  if (!command) return
  command
    .description('print the script by which a shell completes commands')
    .action(async (shell: string | undefined) => {
      const [, , , first, ...words] = process.argv
      // So the scripts ask how words may go on.
      if (first === '--') completion.parse(words)
      else await printScript(completion, shell)
    })
  examples(command, [
    ['bilayer complete bash > bilayer-completion.sh', 'then, in ~/.bashrc: source bilayer-completion.sh'],
    ['bilayer complete zsh > bilayer-completion.zsh', 'then, in ~/.zshrc: source bilayer-completion.zsh'],
    ['bilayer complete fish > bilayer.fish', 'to be put into ~/.config/fish/completions'],
  ])
}

/** Those of bash and zsh are ours: other scripts run what was typed, or take a name with a space apart. */
async function printScript(completion: ReturnType<typeof tab>, shell: string | undefined): Promise<void> {
  if (shell === 'bash' || shell === 'zsh')
    print((await readTemplate(`completion/bilayer.${shell}`)).trimEnd())
  else if (shell === 'fish' || shell === 'powershell') completion.setup('bilayer', 'bilayer', shell)
  else
    throw new UsageError(
      `Name a shell: bash, zsh, fish or powershell${shell === undefined ? '' : `, not ${shell}`}.`,
    )
}

/** The command of a path such as `demo digits`. */
function findCommand(program: Command, path: string): Command | undefined {
  let found: Command | undefined = program
  for (const name of path.split(' ')) found = found?.commands.find((each) => each.name() === name)
  return found
}

/** Whether an option is such as `--output <file>`. */
const takesPath = (command: Command, name: string): boolean =>
  command.options.some(({ long, flags }) => long === `--${name}` && /<(?:file|folder)>/u.test(flags))

function completeNames(complete: Complete): void {
  for (const { name } of providers) complete(name, '')
}

function completeBackends(complete: Complete): void {
  completeNames(complete)
  completeFiles(complete)
}

/** The shell's script completes no files by itself. */
function completeFiles(complete: Complete): void {
  const typed = process.argv.at(-1)?.replace(/^--[^=]+=/u, '') ?? ''
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1)
  const showsHidden = typed.startsWith('.', folder.length)
  for (const entry of entriesOf(folder === '' ? '.' : folder)) {
    if (entry.name.startsWith('.') && !showsHidden) continue
    complete(`${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`, '')
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
