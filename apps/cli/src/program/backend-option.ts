import type { Option } from 'commander'
import { providers } from 'bilayer'
import { choice } from '../options.ts'

/** The option that names a backend of ours. */
export const backendOption = (description: string): Option =>
  choice(
    '--backend <name>',
    description,
    providers.map(({ name }) => name),
  )
